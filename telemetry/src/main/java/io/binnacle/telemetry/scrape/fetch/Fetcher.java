package io.binnacle.telemetry.scrape.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.binnacle.kernel.time.DurationText;
import io.binnacle.telemetry.scrape.fetch.HttpSettings.Authorization;
import io.binnacle.telemetry.scrape.fetch.HttpSettings.TlsSettings;
import org.jspecify.annotations.Nullable;

/**
 * Asks by HTTP as some settings say. Used by any number of threads; connections are kept for the next question. Files that
 * the settings name are looked at for each question, so that a renewed certificate or password counts.
 */
public final class Fetcher implements AutoCloseable {

    private static final int REDIRECTS_MAX = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int OK = 200;
    private static final int ANSWER_BYTES_MAX = 1 << 20;
    /** Enough to say what is wrong. */
    private static final int ANSWER_TEXT_BYTES_MAX = 300;
    private static final String USER_AGENT = "Binnacle";

    private final HttpSettings settings;
    private final FetchMemory memory;
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("fetch-", 0).factory());
    private final @Nullable OAuth2Token token;
    private @Nullable Client client;

    /**
     * A question.
     *
     * @param patience until the last byte of the answer
     * @param bytesMax largest body, before and after decompression
     * @param bytesExpected that memory is taken for at first
     */
    public record Question(URI uri, Map<String, String> headers, Duration patience, boolean compressed, long bytesMax,
            int bytesExpected) {}

    /**
     * What came back for a body.
     *
     * @param retryAfter as the header says; empty without one
     * @param text the first line of the answer's body
     */
    public record Answer(int status, String retryAfter, String text) {}

    /** The client, and the state of the files that its TLS was made of. */
    private record Client(HttpClient http, List<String> files) {}

    public Fetcher(HttpSettings settings, FetchMemory memory) {
        this.settings = settings;
        this.memory = memory;
        this.token = settings.authorization() instanceof Authorization.OAuth2 oauth2
                ? new OAuth2Token(oauth2, memory, OAuth2Token.AGAIN)
                : null;
    }

    public HttpSettings settings() {
        return settings;
    }

    /**
     * The body of the answer, when it is 200.
     *
     * @throws IOException with a message for people: nobody answers, in time, with 200, or with a body within its bound
     */
    public Fetched fetch(Question question) throws IOException {
        long deadline = System.nanoTime() + question.patience().toNanos();
        URI uri = question.uri();
        for (int hop = 0; hop <= REDIRECTS_MAX; hop++) {
            HttpResponse<Fetched> answer = answer(question, request(question, uri), deadline);
            Fetched body = answer.body();
            boolean kept = false;
            try {
                Optional<String> location = answer.headers().firstValue("location");
                if (settings.followRedirects() && REDIRECTS.contains(answer.statusCode()) && location.isPresent()) {
                    uri = redirected(uri, location.get());
                    continue;
                }
                if (answer.statusCode() != OK) {
                    throw new UnexpectedStatus(answer.statusCode());
                }
                kept = true;
            } finally {
                if (!kept) {
                    body.close();
                }
            }
            return plain(question, answer);
        }
        throw new IOException("stopped after " + REDIRECTS_MAX + " redirects");
    }

    private static Fetched plain(Question question, HttpResponse<Fetched> answer) throws IOException {
        Fetched body = answer.body();
        body.contentType(answer.headers().firstValue("content-type"));
        boolean gzip = answer.headers().firstValue("content-encoding").filter("gzip"::equalsIgnoreCase).isPresent();
        return gzip ? body.gunzipped(question.bytesExpected(), question.bytesMax()) : body;
    }

    /** As {@link #fetch}, but sends that form; redirects are not followed. */
    Fetched post(Question question, String form) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(request(question, question.uri()), (name, value) -> true)
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form))
                .build();
        HttpResponse<Fetched> answer = answer(question, request, System.nanoTime() + question.patience().toNanos());
        if (answer.statusCode() != OK) {
            answer.body().close();
            throw new UnexpectedStatus(answer.statusCode());
        }
        return plain(question, answer);
    }

    /**
     * The body of the answer as it comes, when it is 200; redirects are not followed.
     *
     * @param question whose patience is for the head of the answer; its bounds of bytes do not count
     * @param longest after which the body ends
     * @throws UnexpectedStatus the answer is not 200
     * @throws IOException with a message for people: nobody answers, or not in time
     */
    public OpenBody open(Question question, Duration longest) throws IOException {
        HttpRequest request = request(question, question.uri());
        CompletableFuture<HttpResponse<InputStream>> future = client().sendAsync(request,
                BodyHandlers.ofInputStream());
        HttpResponse<InputStream> answer = answer(future, question,
                System.nanoTime() + question.patience().toNanos());
        OpenBody body = new OpenBody(answer.body(), longest);
        if (answer.statusCode() != OK) {
            body.close();
            throw new UnexpectedStatus(answer.statusCode());
        }
        return body;
    }

    /**
     * Sends a body; the body of the answer as it comes, when it is 200; redirects are not followed.
     *
     * @param question whose patience is for the head of the answer; its bounds of bytes do not count
     * @param longest after which the body ends
     * @throws UnexpectedStatus the answer is not 200; says what its body begins with
     * @throws IOException with a message for people: nobody answers, or not in time
     */
    public OpenBody open(Question question, byte[] sent, Duration longest) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(request(question, question.uri()), (name, value) -> true)
                .POST(BodyPublishers.ofByteArray(sent)).build();
        CompletableFuture<HttpResponse<InputStream>> future = client().sendAsync(request,
                BodyHandlers.ofInputStream());
        HttpResponse<InputStream> answer = answer(future, question,
                System.nanoTime() + question.patience().toNanos());
        OpenBody body = new OpenBody(answer.body(), longest);
        if (answer.statusCode() != OK) {
            try (body) {
                throw new UnexpectedStatus(answer.statusCode(), text(body.in().readNBytes(ANSWER_TEXT_BYTES_MAX)));
            }
        }
        return body;
    }

    /** The first line of what an answer says. */
    private static String text(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, ANSWER_TEXT_BYTES_MAX), StandardCharsets.UTF_8);
        return text.strip().lines().findFirst().orElse("");
    }

    /**
     * Sends a body and says what came back, whatever its status; redirects are not followed.
     *
     * @param question its bounds of bytes do not count
     * @throws IOException with a message for people: nobody answers, or not in time
     */
    public Answer send(Question question, byte[] sent) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(request(question, question.uri()), (name, value) -> true)
                .POST(BodyPublishers.ofByteArray(sent)).build();
        // What is longer says nothing that could be used; it ends the connection.
        CompletableFuture<HttpResponse<byte[]>> future = client().sendAsync(request,
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
        HttpResponse<byte[]> answer = answer(future, question, System.nanoTime() + question.patience().toNanos());
        return new Answer(answer.statusCode(), answer.headers().firstValue("retry-after").orElse(""),
                text(answer.body()));
    }

    private static URI redirected(URI from, String location) throws IOException {
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException("the answer redirects to what is no address", e);
        }
    }

    private HttpResponse<Fetched> answer(Question question, HttpRequest request, long deadline) throws IOException {
        // The first answer of a compressed body is small; what is expected is its size without the compression.
        int expected = question.compressed() ? question.bytesExpected() / 4 : question.bytesExpected();
        Fetched into = new Fetched(memory, expected);
        CompletableFuture<HttpResponse<Fetched>> future;
        try {
            future = client().sendAsync(request, head -> new GrowingBody(into, question.bytesMax()));
        } catch (IOException | RuntimeException e) {
            into.close();
            throw e;
        }
        boolean answered = false;
        try {
            HttpResponse<Fetched> answer = answer(future, question, deadline);
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                into.close();
            }
        }
    }

    private static <T> HttpResponse<T> answer(CompletableFuture<HttpResponse<T>> future, Question question,
            long deadline) throws IOException {
        boolean answered = false;
        try {
            HttpResponse<T> answer = future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            answered = true;
            return answer;
        } catch (TimeoutException e) {
            throw new IOException("no whole answer within " + DurationText.format(question.patience()), e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(message(cause), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("cancelled", e);
        } finally {
            if (!answered) {
                future.cancel(true);
            }
        }
    }

    /** Java's own exceptions often say nothing; their kind does. */
    private static String message(Throwable cause) {
        String text = cause.getMessage();
        if (cause instanceof java.net.ConnectException) {
            return "connection refused" + (text == null ? "" : ": " + text);
        }
        if (cause instanceof java.nio.channels.UnresolvedAddressException) {
            return "no such host";
        }
        return text == null || text.isBlank() ? cause.getClass().getSimpleName() : text;
    }

    private HttpRequest request(Question question, URI uri) throws IOException {
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(uri).GET().header("User-Agent", USER_AGENT);
        } catch (IllegalArgumentException e) {
            throw new IOException("not an address that can be asked: " + uri, e);
        }
        question.headers().forEach(request::header);
        request.header("Accept-Encoding", question.compressed() ? "gzip" : "identity");
        boolean sameHost = uri.getAuthority() != null && uri.getAuthority().equals(question.uri().getAuthority());
        for (Map.Entry<String, List<Secret>> header : settings.headers().entrySet()) {
            for (Secret value : sameHost ? header.getValue() : List.<Secret>of()) {
                request.header(header.getKey(), value.read());
            }
        }
        Authorization authorization = settings.authorization();
        if (authorization != null && sameHost) {
            request.header("Authorization", header(authorization));
        }
        return request.build();
    }

    private String header(Authorization authorization) throws IOException {
        return switch (authorization) {
            case Authorization.Basic basic -> "Basic " + Base64.getEncoder().encodeToString(
                    (basic.user().read() + ":" + basic.password().read()).getBytes(StandardCharsets.UTF_8));
            case Authorization.Credentials other -> other.scheme() + " " + other.credentials().read();
            case Authorization.OAuth2 oauth2 -> Objects.requireNonNull(token).header();
        };
    }

    private synchronized HttpClient client() throws IOException {
        List<String> files = files(settings.tls());
        Client present = client;
        if (present == null || !present.files().equals(files)) {
            HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER).executor(threads);
            if (settings.proxy() != null) {
                builder.proxy(new NoProxySelector(settings.proxy(), settings.noProxy()));
            }
            TlsSettings tls = settings.tls();
            if (!tls.equals(TlsSettings.USUAL)) {
                builder.sslContext(TlsContext.of(tls));
            }
            if (!tls.versions().isEmpty()) {
                builder.sslParameters(new javax.net.ssl.SSLParameters(null, tls.versions().toArray(new String[0])));
            }
            if (present != null) {
                present.http().shutdown();
            }
            present = new Client(builder.build(), files);
            client = present;
        }
        return present.http();
    }

    /** For each file of the settings when it changed last, and its size. */
    private static List<String> files(TlsSettings tls) throws IOException {
        List<String> states = new ArrayList<>();
        for (Secret secret : new @Nullable Secret[]{tls.authorities(), tls.certificate(), tls.key()}) {
            Path file = secret == null ? null : secret.file();
            if (file != null) {
                states.add(Files.getLastModifiedTime(file) + "/" + Files.size(file));
            }
        }
        return states;
    }

    /** Ends what is under way. */
    @Override
    public synchronized void close() {
        Client present = client;
        client = null;
        if (present != null) {
            present.http().shutdownNow();
        }
        threads.shutdownNow();
        if (token != null) {
            token.close();
        }
    }
}
