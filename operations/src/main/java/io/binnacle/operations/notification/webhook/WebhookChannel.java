package io.binnacle.operations.notification.webhook;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import io.binnacle.kernel.time.DurationText;
import io.binnacle.operations.notification.ChannelKind;
import io.binnacle.operations.notification.Notification;
import io.binnacle.operations.notification.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Messages as HTTP POST of JSON, signed by the Standard Webhooks specification. Any 2xx is delivered; 410 switches the
 * channel off; 429 and 503 may ask for a pause; redirects are not followed; certificates are verified.
 *
 * <p>What remains open: Java's client looks the name up again after the check, normally in the same cache (30 s), so a
 * name server that changes its answer within that moment could lead it to an address that the policy refuses.
 */
public final class WebhookChannel implements ChannelKind {

    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final int SHOWN_LENGTH_MAX = 1000;
    private static final int SUCCESS_FIRST = 200;
    private static final int SUCCESS_LAST = 299;
    private static final int REDIRECT_LAST = 399;
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final Duration attemptMax;
    private final TargetPolicy policy;
    private final SecureRandom random = new SecureRandom();
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 0).factory());
    private final Duration connectMax;
    private @Nullable HttpClient client;

    public WebhookChannel(Duration attemptMax) {
        this(attemptMax, InetAddress::getAllByName);
    }

    WebhookChannel(Duration attemptMax, TargetPolicy.Resolver resolver) {
        this.attemptMax = attemptMax;
        this.policy = new TargetPolicy(resolver);
        this.connectMax = attemptMax.compareTo(CONNECT_MAX) < 0 ? attemptMax : CONNECT_MAX;
    }

    /** Made by the first delivery: it reads all certificates that the JVM trusts, which a start need not wait for. */
    private synchronized HttpClient client() {
        HttpClient present = client;
        if (present == null) {
            present = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(connectMax)
                    .proxy(HttpClient.Builder.NO_PROXY).executor(threads).build();
            client = present;
        }
        return present;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void check(String target) {
        policy.check(target);
    }

    @Override
    public String newSecret() {
        return WebhookSignature.newSecret(random);
    }

    @Override
    public Outcome deliver(Notification notification) {
        URI target = policy.check(notification.target());
        HttpRequest request = request(notification, target);
        // The look-up has no time-out of its own, so all of it runs beside the waiting thread.
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture
                .supplyAsync(() -> resolved(target), threads)
                .thenCompose(checked -> client().sendAsync(request, head -> new BoundedBody()));
        try {
            return outcome(answer.get(attemptMax.toMillis(), TimeUnit.MILLISECONDS), notification.at());
        } catch (TimeoutException e) {
            answer.cancel(true);
            return failed("no complete answer within " + DurationText.format(attemptMax));
        } catch (ExecutionException e) {
            return failed(sentence(rootOf(e), target));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return failed("Binnacle stopped during the attempt");
        }
    }

    private HttpRequest request(Notification notification, URI target) {
        String id = "msg_" + notification.id();
        long timestamp = notification.at().getEpochSecond();
        return HttpRequest.newBuilder(target).timeout(attemptMax)
                .header("Content-Type", "application/json").header("User-Agent", "Binnacle")
                .header("webhook-id", id).header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature",
                        WebhookSignature.sign(notification.secrets(), id, timestamp, notification.body()))
                .POST(HttpRequest.BodyPublishers.ofString(notification.body(), StandardCharsets.UTF_8)).build();
    }

    private boolean resolved(URI target) {
        try {
            policy.checkResolved(target.getHost());
            return true;
        } catch (IOException e) {
            throw new UnresolvedException(e);
        }
    }

    private static Outcome outcome(HttpResponse<String> answer, Instant at) {
        int status = answer.statusCode();
        String shown = shown(answer.body());
        if (status >= SUCCESS_FIRST && status <= SUCCESS_LAST) {
            return new Outcome.Delivered(status, shown);
        }
        if (status == GONE) {
            return new Outcome.Gone(status, shown, "answered 410, gone for good");
        }
        if (status > SUCCESS_LAST && status <= REDIRECT_LAST) {
            return new Outcome.Failed(status, shown, "answered " + status + "; redirects are not followed", null);
        }
        boolean mayAsk = status == TOO_MANY_REQUESTS || status == SERVICE_UNAVAILABLE;
        Duration retryAfter = mayAsk
                ? answer.headers().firstValue("Retry-After").map(text -> retryAfter(text, at))
                        .orElse(null)
                : null;
        return new Outcome.Failed(status, shown, "answered " + status, retryAfter);
    }

    /** Seconds or a date; null when it is neither, or past. */
    static @Nullable Duration retryAfter(String text, Instant now) {
        try {
            Duration asked = text.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text.strip()))
                    : Duration.between(now,
                            ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            return asked.isPositive() ? asked : null;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static String sentence(Throwable cause, URI target) {
        return switch (cause) {
            case TargetPolicy.Refused refused -> "not called: " + refused.getMessage();
            case UnknownHostException unknown -> "the name " + target.getHost() + " cannot be resolved";
            case HttpConnectTimeoutException timeout -> "no connection in time";
            case HttpTimeoutException timeout -> "no answer in time";
            case ConnectException refused -> "the connection was refused";
            case SSLException tls -> "TLS: " + tls.getMessage();
            default -> "no answer: " + cause.getClass().getSimpleName()
                    + (cause.getMessage() == null ? "" : ", " + shown(cause.getMessage()));
        };
    }

    /** What explains a failure best: the client wraps a refused connection and a failed look-up. */
    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && (cause instanceof ExecutionException || cause instanceof UnresolvedException
                || cause.getClass() == CompletionException.class)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static Outcome failed(String error) {
        return new Outcome.Failed(null, null, error, null);
    }

    /** For people and for PostgreSQL, which takes no NUL. */
    private static String shown(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", " ");
        return clean.length() <= SHOWN_LENGTH_MAX ? clean : clean.substring(0, SHOWN_LENGTH_MAX) + "…";
    }

    @Override
    public void close() {
        synchronized (this) {
            if (client != null) {
                client.shutdownNow();
            }
        }
        threads.shutdownNow();
    }

    /** Carries a failed look-up out of the stage that made it. */
    private static final class UnresolvedException extends RuntimeException {

        UnresolvedException(IOException cause) {
            super(cause);
        }
    }
}
