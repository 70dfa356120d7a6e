package io.binnacle.server.http;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.server.config.LoadedConfiguration;
import io.binnacle.server.config.Source;
import io.binnacle.server.security.Authentication;
import io.binnacle.server.security.Principal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** What the HTTP side promises whatever its routes do; the routes here are made for that. */
@Timeout(60)
class HttpServerTest {

    /** A body with one text. */
    record Words(String text, int times) {}

    private static final Authentication NOBODY = new Authentication() {
        @Override
        public Optional<Principal> bySession(String secret) {
            return Optional.empty();
        }

        @Override
        public Optional<Principal> byToken(String secret) {
            return Optional.empty();
        }

        @Override
        public boolean isCsrfToken(String sessionSecret, String csrfToken) {
            return false;
        }
    };

    private final CountDownLatch entered = new CountDownLatch(4);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** Takes its time to close, so that tests without settings of their own share it. */
    private static final HttpServer SHARED = start(new HttpServerTest().routes());
    @SuppressWarnings("NullAway")
    private HttpServer server = SHARED;

    @AfterAll
    static void closeShared() {
        SHARED.close();
    }

    private static HttpServer start(List<Route<?, ?>> routes, String... settings) {
        Map<String, Source.Entry> flags = new HashMap<>();
        flags.put("server.listen", new Source.Entry("127.0.0.1:0", "test"));
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            flags.put(parts[0], new Source.Entry(parts[1], "test"));
        }
        HttpServer started = new HttpServer(
                LoadedConfiguration.load(null, Map.of(), flags).configuration().server(), routes, NOBODY,
                new SimpleMeterRegistry());
        started.start();
        return started;
    }

    private void restart(String... settings) {
        server = start(routes(), settings);
    }

    @AfterEach
    void close() {
        leave.countDown();
        if (server != SHARED) {
            server.close();
        }
        client.close();
    }

    private List<Route<?, ?>> routes() {
        return List.of(
                Route.post("words", "sayWords", "Says it").everyone().body(Words.class).returns(Words.class)
                        .handle((call, words) -> words),
                Route.get("asked", "ask", "Answers").everyone().with(Parameter.integer("size", "A number"))
                        .returns(Words.class).handle(call -> new Words(call.query("size").orElse(""), 1)),
                Route.get("bug", "bug", "Fails").everyone().returns(Words.class).handle(call -> {
                    throw new IllegalStateException("the password is 1234");
                }),
                Route.get("conflict", "conflict", "Fails").everyone().returns(Words.class).handle(call -> {
                    throw new Conflict("it is done already");
                }),
                Route.get("unavailable", "unavailable", "Fails").everyone().returns(Words.class).handle(call -> {
                    throw new Unavailable("db.internal:5432 does not answer");
                }),
                Route.get("overloaded", "overload", "Fails").everyone().returns(Words.class).handle(call -> {
                    throw new Overloaded("too much", Duration.ofMillis(1500));
                }),
                Route.get("wait", "wait", "Waits for the test").everyone().returns(Words.class).handle(call -> {
                    entered.countDown();
                    try {
                        leave.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        Thread.currentThread().interrupt();
                    }
                    return new Words("waited", 1);
                }));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> say(String json) throws IOException, InterruptedException {
        return client.send(request("/api/v1/words").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)).build(), BodyHandlers.ofString());
    }

    /** Checks what all problems have, and answers it. */
    private static JsonNode problem(HttpResponse<String> response, int status) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(response.headers().firstValue("cache-control")).contains("no-store");
        JsonNode problem = Json.MAPPER.readTree(response.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asText()).startsWith("/problems/");
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(problem.path("requestId").asText())
                .isEqualTo(response.headers().firstValue("x-request-id").orElse("none"));
        return problem;
    }

    private static void assertViolation(JsonNode problem, String field, String expected, String got) {
        JsonNode violation = problem.path("violations").path(0);
        assertThat(violation.path("field").asText()).isEqualTo(field);
        assertThat(violation.path("expected").asText()).contains(expected);
        assertThat(violation.path("got").asText()).contains(got);
    }

    @Test
    void wrongInputSaysTheFieldWhatWasExpectedAndWhatCame() throws Exception {
        assertViolation(problem(say("{\"text\":\"x\",\"times\":\"many\"}"), 400), "times", "number", "many");
        assertViolation(problem(say("{\"text\":\"x\",\"times\":1,\"txet\":1}"), 400), "txet", "text", "");
        assertViolation(problem(say("{\"times\":1}"), 400), "text", "", "");
        assertViolation(problem(get("/api/v1/asked?size=big"), 400), "size", "a whole number", "big");
        assertViolation(problem(get("/api/v1/asked?siez=1"), 400), "siez", "did you mean size?", "unknown");
        assertViolation(problem(get("/api/v1/asked?size=1&size=2"), 400), "size", "one value", "2 values");
        problem(say("{\"text\":"), 400);
        problem(say("[]"), 400);
    }

    @Test
    void aBodyMustBeJson() throws Exception {
        HttpResponse<String> form = client.send(request("/api/v1/words")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("text=x")).build(), BodyHandlers.ofString());
        assertViolation(problem(form, 400), "Content-Type", "application/json", "form");
    }

    @Test
    void whatIsNotThereIsAProblemToo() throws Exception {
        problem(get("/api/v1/nothing"), 404);
        HttpResponse<String> wrongMethod = client.send(request("/api/v1/words").DELETE().build(),
                BodyHandlers.ofString());
        problem(wrongMethod, 405);
        assertThat(wrongMethod.headers().firstValue("allow")).contains("POST");
    }

    @Test
    void aBodyTooLargeIsRefused() throws Exception {
        restart("server.limits.bodyMax=1KiB");
        problem(say("{\"text\":\"" + "x".repeat(2000) + "\",\"times\":1}"), 413);
        HttpResponse<String> chunked = client.send(request("/api/v1/words").header("Content-Type", "application/json")
                .POST(BodyPublishers.fromPublisher(
                        BodyPublishers.ofString("{\"text\":\"" + "x".repeat(2000) + "\",\"times\":1}")))
                .build(), BodyHandlers.ofString());
        problem(chunked, 413);
    }

    @Test
    void aHeaderTooLargeIsRefused() throws Exception {
        restart("server.limits.headerMax=4KiB");
        HttpResponse<String> response = client.send(
                request("/api/v1/asked").header("X-Long", "x".repeat(6000)).build(), BodyHandlers.ofString());
        problem(response, 431);
        problem(get("/api/v1/asked?size=" + "1".repeat(9000)), 414);
    }

    @Test
    void moreRequestsAtOnceThanAllowedAreTurnedAway() throws Exception {
        restart("server.limits.requestsMax=4");
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(client.sendAsync(request("/api/v1/wait").build(), BodyHandlers.ofString()));
        }
        assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
        HttpResponse<String> refused = get("/api/v1/asked");
        problem(refused, 503);
        assertThat(refused.headers().firstValue("retry-after")).contains("1");
        leave.countDown();
        for (CompletableFuture<HttpResponse<String>> each : waiting) {
            assertThat(each.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRequestThatTakesTooLongIsAnsweredAndItsHandlerInterrupted() throws Exception {
        restart("server.limits.requestTime=1s");
        HttpResponse<String> late = get("/api/v1/wait");
        problem(late, 503);
        assertThat(late.headers().firstValue("retry-after")).contains("5");
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void ourFaultsTellNothingButTheRequestIdAndTheLogTellsAll() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(RouteService.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            HttpResponse<String> response = client.send(
                    request("/api/v1/bug").header("X-Request-Id", "trace-me-0001").build(), BodyHandlers.ofString());
            assertThat(problem(response, 500).path("requestId").asText()).isEqualTo("trace-me-0001");
            assertThat(response.body()).doesNotContain("1234");
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.get(0).getMDCPropertyMap()).containsEntry("request", "trace-me-0001");
        assertThat(lines.list.get(0).getThrowableProxy().getMessage()).isEqualTo("the password is 1234");
    }

    @Test
    void aMalformedRequestIdIsReplaced() throws Exception {
        HttpResponse<String> response = client.send(
                request("/api/v1/asked").header("X-Request-Id", "a b=\"c\" level=error").build(),
                BodyHandlers.ofString());
        assertThat(response.headers().firstValue("x-request-id").orElse("")).matches("[0-9a-f]{16}");
    }

    @Test
    void faultsOfTheWorldSayWhenToComeAgainAndNameNoHosts() throws Exception {
        assertThat(problem(get("/api/v1/conflict"), 409).path("detail").asText()).isEqualTo("it is done already");
        HttpResponse<String> unavailable = get("/api/v1/unavailable");
        problem(unavailable, 503);
        assertThat(unavailable.body()).doesNotContain("db.internal");
        HttpResponse<String> overloaded = get("/api/v1/overloaded");
        problem(overloaded, 429);
        assertThat(overloaded.headers().firstValue("retry-after")).contains("2");
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        for (String path : List.of("/", "/api/v1/asked", "/api/v1/bug", "/api/v1/nothing", "/assets/nothing.js")) {
            var headers = get(path).headers();
            String policy = headers.firstValue("content-security-policy").orElse("");
            assertThat(policy).as(path).contains("default-src 'self'", "script-src 'self';", "object-src 'none'",
                    "base-uri 'none'", "frame-ancestors 'none'").doesNotContain("unsafe-eval", "http:", "*");
            assertThat(headers.firstValue("x-content-type-options")).as(path).contains("nosniff");
            assertThat(headers.firstValue("x-frame-options")).as(path).contains("DENY");
            assertThat(headers.firstValue("referrer-policy")).as(path).contains("same-origin");
            assertThat(headers.firstValue("cross-origin-opener-policy")).as(path).contains("same-origin");
            assertThat(headers.allValues("x-request-id")).as(path).hasSize(1);
            assertThat(headers.firstValue("server")).as(path).isEmpty();
        }
    }

    @Test
    void aForeignHostNameIsNotAnswered() throws Exception {
        assertThat(statusLine("attacker.example")).startsWith("HTTP/1.1 421");
        assertThat(statusLine("127.0.0.1.attacker.example:" + server.port())).startsWith("HTTP/1.1 421");
        assertThat(statusLine("localhost:" + server.port())).startsWith("HTTP/1.1 200");
        assertThat(statusLine("[::1]:" + server.port())).startsWith("HTTP/1.1 200");
        restart("server.publicUrl=https://binnacle.example.org");
        assertThat(statusLine("binnacle.example.org")).startsWith("HTTP/1.1 200");
    }

    /** Java's own client sends no host name but the one that it connects to. */
    private String statusLine(String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(("GET /api/v1/asked HTTP/1.1\r\nHost: " + host
                    + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return String.valueOf(new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine());
        }
    }

    @Test
    void theConsolesHashedFilesAreKeptForEver() throws Exception {
        HttpResponse<String> script = get("/assets/app-1a2b3c4d.js");
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("content-type")).contains("text/javascript; charset=utf-8");
        assertThat(script.headers().firstValue("cache-control")).contains("public, max-age=31536000, immutable");
        problem(get("/assets/gone-1a2b3c4d.js"), 404);
    }

    @Test
    void theConsolesPageIsAskedForAgainByItsTag() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.headers().firstValue("cache-control")).contains("no-cache");
        String etag = page.headers().firstValue("etag").orElseThrow();
        assertThat(get("/incidents/INC-1").body()).as("a page of the console").isEqualTo(page.body());
        for (String offered : List.of(etag, "W/" + etag, "\"old\", " + etag, "*")) {
            HttpResponse<String> again = client.send(request("/").header("If-None-Match", offered).build(),
                    BodyHandlers.ofString());
            assertThat(again.statusCode()).as(offered).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
        HttpResponse<String> changed = client.send(request("/").header("If-None-Match", "\"old\"").build(),
                BodyHandlers.ofString());
        assertThat(changed.statusCode()).isEqualTo(200);
    }

    @Test
    void theConsolesFilesComeCompressedToWhoTakesThat() throws Exception {
        HttpResponse<InputStream> zipped = client.send(
                request("/assets/app-1a2b3c4d.js").header("Accept-Encoding", "gzip").build(),
                BodyHandlers.ofInputStream());
        assertThat(zipped.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(zipped.headers().firstValue("vary").orElse("")).contains("accept-encoding");
        byte[] bytes = zipped.body().readAllBytes();
        String plain = get("/assets/app-1a2b3c4d.js").body();
        assertThat(bytes.length).isLessThan(plain.length() / 4);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes())
                .asString(StandardCharsets.UTF_8).isEqualTo(plain);
        HttpResponse<String> refused = client.send(
                request("/assets/app-1a2b3c4d.js").header("Accept-Encoding", "gzip;q=0").build(),
                BodyHandlers.ofString());
        assertThat(refused.headers().firstValue("content-encoding")).isEmpty();
    }

    @Test
    void noPathLeavesTheConsolesFolder() throws Exception {
        for (String path : List.of("/..%2fio/binnacle/server/version.txt", "/%2e%2e/logback.xml",
                "/assets/..%2f..%2fio/binnacle/server/version.txt")) {
            HttpResponse<String> response = get(path);
            assertThat(response.body()).as(path).doesNotContain("SNAPSHOT");
            assertThat(response.statusCode()).as(path).isIn(200, 400, 404);
        }
    }
}
