package io.binnacle.server.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerPort;
import com.linecorp.armeria.server.ServiceBindingBuilder;
import com.linecorp.armeria.server.encoding.EncodingService;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.server.config.Configuration;
import io.binnacle.server.config.ListenAddress;
import io.binnacle.server.security.Authentication;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one port: the API, what stands outside it (health, metrics), the console. Accepts connections from
 * {@link #start} to {@link #close}; closing lets requests under way finish.
 */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST,
            HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE, HttpMethod.OPTIONS);
    private static final int REQUEST_LINE_MAX = 8192;
    /** As much as one read of a connection gives: a body of samples comes in few pieces instead of many. */
    private static final int CHUNK_MAX = 64 * 1024;
    /** Quiet for this long, nobody is in the middle of anything. */
    private static final Duration QUIET = Duration.ofMillis(50);
    private static final Duration SHUTDOWN_MAX = Duration.ofSeconds(10);

    private final Server server;
    private final ListenAddress listen;
    private final boolean tls;
    private final ExecutorService threads;

    /** @param routes those with a path that starts with a slash stand outside of {@code /api/v1} */
    public HttpServer(Configuration.Server settings, List<Route<?, ?>> routes, Authentication authentication,
            MeterRegistry meters) {
        this.listen = settings.listen();
        InetSocketAddress address = listen.resolve();
        this.tls = settings.tls().enabled();
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory());
        if (!address.getAddress().isLoopbackAddress() && !tls) {
            LOG.atWarn().addKeyValue("listen", settings.listen())
                    .log("passwords travel unencrypted: set server.tls, or put a proxy with TLS in front");
        }
        Gate gate = new Gate(settings, address.getAddress().isLoopbackAddress(), meters);
        ServerBuilder builder = Server.builder();
        accept(builder, settings, address);
        limit(builder, settings.limits());
        // Routes and the error handler log what fails; Armeria's own report would only repeat that something did.
        builder.meterRegistry(meters).requestIdGenerator(RequestIds::choose)
                .errorHandler(new ProblemErrors()).disableServerHeader().unloggedExceptionsReportIntervalMillis(0);
        SecurityHeaders.of(tls).forEach(builder::addHeader);
        builder.childChannelPipelineCustomizer(SendTogether::install);
        addRoutes(builder, routes, authentication, gate);
        builder.serviceUnder("/", behind(gate, new ConsoleAssets()));
        this.server = builder.build();
        Gauge.builder("binnacle.http.connections", server, Server::numConnections).register(meters);
        int connectionsMax = settings.limits().connectionsMax();
        Gauge.builder("binnacle.http.connections.max", () -> connectionsMax).register(meters);
    }

    /** A decorator of the whole server would have each request look for it along a second set of routes. */
    private static HttpService behind(Gate gate, HttpService service) {
        return service.decorate(EncodingService.builder().minBytesToForceChunkedEncoding(1024)
                .encoderFactories(ZstdEncoding.besideOthers())
                .encodableContentTypes(type -> type.isJson() || type.is(MediaType.PLAIN_TEXT_UTF_8.withoutParameters()))
                .newDecorator()).decorate(gate::pass);
    }

    private void addRoutes(ServerBuilder builder, List<Route<?, ?>> routes, Authentication authentication, Gate gate) {
        JsonShapes shapes = new JsonShapes();
        for (Route<?, ?> route : routes) {
            if (!route.raw()) {
                shapes.of(route.body());
            }
        }
        Admission admission = new Admission(authentication);
        JsonInput input = new JsonInput(shapes);
        for (Route<?, ?> route : routes) {
            ServiceBindingBuilder binding = builder.route()
                    .methods(HttpMethod.valueOf(route.head().method().name())).path(pathOf(route))
                    .defaultServiceName(route.head().operationId());
            if (route.input().bytesMax() > 0) {
                binding.maxRequestLength(route.input().bytesMax());
            }
            binding.build(behind(gate, new RouteService<>(route, admission, input, threads)));
        }
        refuseOtherMethods(builder, routes, gate);
    }

    /** Without this, a path with another method would fall through to the console and seem not to exist. */
    private static void refuseOtherMethods(ServerBuilder builder, List<Route<?, ?>> routes, Gate gate) {
        Map<String, EnumSet<HttpMethod>> methods = new LinkedHashMap<>();
        for (Route<?, ?> route : routes) {
            methods.computeIfAbsent(pathOf(route), path -> EnumSet.noneOf(HttpMethod.class))
                    .add(HttpMethod.valueOf(route.head().method().name()));
        }
        methods.forEach((path, known) -> {
            EnumSet<HttpMethod> others = EnumSet.copyOf(METHODS);
            others.removeAll(known);
            String allow = known.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
            builder.route().methods(others).path(path).build(behind(gate, (context, request) -> {
                context.setAdditionalResponseHeader(HttpHeaderNames.ALLOW, allow);
                return Answers.of(Problem.of(405, "Method not allowed", "There is " + allow, context.id().text()),
                        null);
            }));
        });
    }

    private static String pathOf(Route<?, ?> route) {
        String path = route.head().path();
        return path.startsWith("/") ? path : OpenApi.PREFIX + path;
    }

    private void accept(ServerBuilder builder, Configuration.Server settings, InetSocketAddress address) {
        if (tls) {
            builder.https(address).tls(TlsFiles.read(settings.tls()));
        } else {
            builder.http(address);
        }
    }

    private static void limit(ServerBuilder builder, Configuration.Limits limits) {
        builder.maxRequestLength(limits.bodyMax().bytes())
                .http1MaxHeaderSize((int) limits.headerMax().bytes())
                .http2MaxHeaderListSize(limits.headerMax().bytes())
                .http1MaxInitialLineLength(REQUEST_LINE_MAX)
                .http1MaxChunkSize(CHUNK_MAX)
                .requestTimeout(limits.requestTime())
                .idleTimeout(limits.idleTime())
                .maxNumConnections(limits.connectionsMax())
                .http2MaxStreamsPerConnection(100)
                .gracefulShutdownTimeout(QUIET, SHUTDOWN_MAX)
                .connectionDrainDuration(Duration.ZERO);
    }

    /** Returns once connections are accepted. */
    public void start() {
        try {
            server.start().join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Unavailable("cannot accept connections on " + listen + ": " + cause.getMessage(), cause);
        }
    }

    /** The port in use, which the system chose when the configured one is 0. */
    public int port() {
        ServerPort port = server.activePort();
        if (port == null) {
            throw new Unavailable("the server does not accept connections");
        }
        return port.localAddress().getPort();
    }

    @Override
    public void close() {
        server.stop().join();
        threads.shutdownNow();
    }
}
