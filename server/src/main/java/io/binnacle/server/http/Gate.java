package io.binnacle.server.http;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.binnacle.server.config.Configuration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every request passes first: its host name, the bound on requests under way, its id in the answer, its timing. */
final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final int requestsMax;
    /** Names under which we may be called; empty when any will do. */
    private final Set<String> hosts = new HashSet<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final MeterRegistry meters;
    private final Counter refused;
    /** As many as there are operations, and statuses that they answer. */
    private final Map<Timed, Timer> timers = new ConcurrentHashMap<>();

    /** Which requests are timed together. */
    private record Timed(String operation, String method, String status) {}

    Gate(Configuration.Server settings, boolean loopback, MeterRegistry meters) {
        this.requestsMax = settings.limits().requestsMax();
        this.meters = meters;
        this.refused = meters.counter("binnacle.http.requests.refused");
        Gauge.builder("binnacle.http.requests.active", underWay, AtomicInteger::get).register(meters);
        Gauge.builder("binnacle.http.requests.active.max", () -> requestsMax).register(meters);
        if (loopback) {
            // Whoever listens on loopback trusts the machine, not the pages that its browsers show: a foreign name that
            // resolves to 127.0.0.1 must not make our API part of a foreign site.
            hosts.addAll(Set.of("localhost", "127.0.0.1", "[::1]"));
            URI publicUrl = settings.publicUrl();
            if (publicUrl != null) {
                hosts.add(publicUrl.getHost().toLowerCase(Locale.ROOT));
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    HttpResponse pass(HttpService next, ServiceRequestContext context, HttpRequest request) throws Exception {
        String requestId = context.id().text();
        context.setAdditionalResponseHeader(RequestIds.HEADER, requestId);
        context.log().whenComplete().thenAccept(this::time);
        if (!hosts.isEmpty() && !hosts.contains(host(context.request().authority()))) {
            return Answers.of(Problem.of(421, "Misdirected request",
                    "This server does not answer to that host name; set server.publicUrl", requestId), null);
        }
        // A stream stays open for hours; it has a bound of its own.
        boolean counted = !context.path().equals(OpenApi.PREFIX + "stream");
        if (counted && underWay.incrementAndGet() > requestsMax) {
            underWay.decrementAndGet();
            refused.increment();
            return Answers.of(Problem.of(503, "Too busy", "The server has as many requests under way as it takes",
                    requestId), Duration.ofSeconds(1));
        }
        if (counted) {
            context.log().whenComplete().thenRun(underWay::decrementAndGet);
        }
        return next.serve(context, request);
    }

    private static String host(@Nullable String authority) {
        if (authority == null) {
            return "";
        }
        int colon = authority.lastIndexOf(':');
        boolean port = colon > authority.lastIndexOf(']');
        return (port ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
    }

    private void time(RequestLog log) {
        String operation = log.serviceName() == null ? "none" : operation(log);
        String status = Integer.toString(log.responseHeaders().status().code());
        timers.computeIfAbsent(new Timed(operation, log.requestHeaders().method().name(), status), this::timer)
                .record(log.totalDurationNanos(), TimeUnit.NANOSECONDS);
        LOG.atDebug().addKeyValue("request", log.context().id().text()).addKeyValue("operation", operation)
                .addKeyValue("status", status)
                .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(log.totalDurationNanos())).log("answered");
    }

    private Timer timer(Timed timed) {
        return Timer.builder("binnacle.http.requests").tag("operation", timed.operation).tag("method", timed.method)
                .tag("status", timed.status).register(meters);
    }

    /** The operation's id; all of the console's files are one. */
    private static String operation(RequestLog log) {
        String name = String.valueOf(log.serviceName());
        return name.startsWith("io.") || name.startsWith("com.") ? "console" : name;
    }
}
