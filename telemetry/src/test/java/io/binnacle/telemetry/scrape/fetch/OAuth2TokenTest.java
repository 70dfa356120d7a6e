package io.binnacle.telemetry.scrape.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.binnacle.telemetry.scrape.fetch.HttpSettings.Authorization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that gives tokens, and a target that wants to see one. */
class OAuth2TokenTest {

    @TempDir
    private Path folder;
    @SuppressWarnings("NullAway.Init")
    private HttpServer server;
    @SuppressWarnings("NullAway.Init")
    private Fetcher fetcher;
    private final FetchMemory memory = new FetchMemory(16 << 20, new SimpleMeterRegistry());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** What the token's server was asked: the header and the form. */
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile int status = 200;
    private volatile boolean wantsForm;
    private volatile String answer = "{\"access_token\": \"t%d\", \"token_type\": \"bearer\", \"expires_in\": 3600}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/token", this::token);
        server.createContext("/metrics", exchange -> send(exchange, 200,
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))));
        server.start();
    }

    @AfterEach
    void stop() {
        fetcher.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        asked.add(exchange.getRequestMethod() + " " + header + " " + form);
        boolean refused = wantsForm && header != null;
        send(exchange, refused ? 401 : status, answer.formatted(asked.size()));
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private Authorization.OAuth2 oauth2(Secret secret, List<String> scopes, Map<String, Secret> params) {
        return new Authorization.OAuth2("me/1", secret, scopes, uri("/token"), params, HttpSettings.USUAL);
    }

    private void use(Secret secret, List<String> scopes, Map<String, Secret> params) {
        fetcher = new Fetcher(new HttpSettings(oauth2(secret, scopes, params), HttpSettings.TlsSettings.USUAL, null,
                List.of(), true, Map.of()), memory);
    }

    private String fetch() throws IOException {
        try (Fetched body = fetcher.fetch(new Fetcher.Question(uri("/metrics"), Map.of(), Duration.ofSeconds(30), true,
                1000, 0))) {
            return new String(body.bytes(), 0, body.size(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void oneTokenIsFetchedForManyQuestions() throws Exception {
        use(Secret.of("s3cret"), List.of("a", "b"), Map.of("audience", Secret.of("x y")));
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(threads.submit(this::fetch));
        }
        for (Future<String> one : all) {
            assertThat(one.get()).isEqualTo("Bearer t1");
        }
        // me%2F1:s3cret
        assertThat(asked).containsExactly(
                "POST Basic bWUlMkYxOnMzY3JldA== grant_type=client_credentials&scope=a+b&audience=x+y");
    }

    @Test
    void aTokenThatEndsIsFetchedAnewAndSoIsThatOfAnotherSecret() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "one");
        use(Secret.in(file), List.of(), Map.of());
        answer = "{\"access_token\": \"t%d\", \"token_type\": \"MAC\", \"expires_in\": \"9\"}";
        assertThat(fetch()).isEqualTo("MAC t1");
        answer = "{\"access_token\": \"t%d\"}";
        assertThat(fetch()).isEqualTo("Bearer t2");
        assertThat(fetch()).isEqualTo("Bearer t2");
        Files.writeString(file, "two");
        assertThat(fetch()).isEqualTo("Bearer t3");
    }

    @Test
    void theSecretStandsWhereTheServerWantsIt() throws IOException {
        wantsForm = true;
        use(Secret.of("s"), List.of(), Map.of());
        answer = "{\"access_token\": \"t\", \"expires_in\": 1}";
        assertThat(fetch()).isEqualTo("Bearer t");
        assertThat(fetch()).isEqualTo("Bearer t");
        assertThat(asked).hasSize(3).last().asString()
                .isEqualTo("POST null grant_type=client_credentials&client_id=me%2F1&client_secret=s");
    }

    @Test
    void whatGoesWrongIsToldWithoutSecretsAndNotAskedForAtOnceAgain() {
        use(Secret.of("s3cret"), List.of(), Map.of());
        status = 503;
        try (OAuth2Token token = new OAuth2Token(oauth2(Secret.of("s3cret"), List.of(), Map.of()), memory,
                Duration.ofHours(1))) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(token::header).isInstanceOf(IOException.class)
                        .hasMessage(
                                "no token of 127.0.0.1 by OAuth 2: server returned HTTP status 503 Service Unavailable");
            }
        }
        assertThat(asked).hasSize(1);
        assertThatThrownBy(this::fetch).hasMessageStartingWith("no token of 127.0.0.1 by OAuth 2");
    }

    @Test
    void anAnswerWithoutATokenIsNone() {
        use(Secret.of("s3cret"), List.of(), Map.of());
        answer = "{\"access_token\": \"s3cret";
        assertThatThrownBy(this::fetch).hasMessage("no token of 127.0.0.1 by OAuth 2: the answer is no JSON")
                .satisfies(error -> assertThat(String.valueOf(error.getCause()))
                        .doesNotContain("s3cret"));
    }
}
