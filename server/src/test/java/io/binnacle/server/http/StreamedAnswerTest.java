package io.binnacle.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.github.luben.zstd.ZstdInputStream;
import io.binnacle.server.config.LoadedConfiguration;
import io.binnacle.server.config.Source;
import io.binnacle.server.security.Authentication;
import io.binnacle.server.security.Principal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers promise that are written while they are taken. */
@Timeout(180)
class StreamedAnswerTest {

    private static final int LINE_BYTES = 1000;
    private static final byte[] LINE = ("x".repeat(LINE_BYTES - 1) + "\n").getBytes(StandardCharsets.US_ASCII);
    private static final long LARGE_BYTES = 200_000_000;
    /** All that the sockets of both sides may hold, as this system has them, and the pieces under way. */
    private static final long AHEAD_BYTES_MAX = 40_000_000;

    private static final AtomicLong WRITTEN = new AtomicLong();
    private static final AtomicBoolean ENDED = new AtomicBoolean();
    private static HttpServer server;
    private static HttpClient client;

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

    @BeforeAll
    static void start() {
        Map<String, Source.Entry> flags = Map.of("server.listen", new Source.Entry("127.0.0.1:0", "test"));
        server = new HttpServer(LoadedConfiguration.load(null, Map.of(), flags).configuration().server(),
                List.of(text("few", 2000), text("many", 3_000_000), text("large", LARGE_BYTES), text("endless",
                        Long.MAX_VALUE), failing("early", 0), failing("late", 300_000)),
                NOBODY, new SimpleMeterRegistry());
        server.start();
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static Route<?, ?> text(String name, long bytes) {
        return Route.get(name, name, "Writes that much").everyone().returnsContent()
                .handle(call -> Content.streamed("text/plain", out -> {
                    WRITTEN.set(0);
                    ENDED.set(false);
                    try {
                        while (WRITTEN.get() < bytes) {
                            out.write(LINE);
                            WRITTEN.addAndGet(LINE_BYTES);
                        }
                    } finally {
                        ENDED.set(true);
                    }
                }));
    }

    /** Writes JSON, as our answers are written: with a generator that is closed, and closes what is open, when its user fails. */
    private static Route<?, ?> failing(String name, int texts) {
        return Route.get(name, name, "Fails").everyone().returnsContent()
                .handle(call -> Content.streamed("application/json", out -> {
                    try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(out)) {
                        json.writeStartArray();
                        for (int i = 0; i < texts; i++) {
                            json.writeString("text");
                        }
                        throw new IOException("a part of it cannot be read");
                    }
                }));
    }

    private static HttpResponse<InputStream> get(String path, String encodings) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1/" + path))
                        .header("Accept-Encoding", encodings).build(),
                BodyHandlers.ofInputStream());
    }

    private static byte[] expected(int bytes) {
        return new String(LINE, StandardCharsets.US_ASCII).repeat(bytes / LINE_BYTES)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aSmallAnswerIsOnePieceWithItsLength() throws Exception {
        HttpResponse<InputStream> response = get("few", "identity");
        assertThat(response.headers().firstValue("content-length")).contains("2000");
        assertThat(response.headers().firstValue("content-type")).contains("text/plain");
        assertThat(response.body().readAllBytes()).isEqualTo(expected(2000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"few", "many"})
    void anAnswerIsEncodedAsItsCallerAccepts(String path) throws Exception {
        byte[] expected = expected(path.equals("few") ? 2000 : 3_000_000);
        assertThat(get(path, "identity").body().readAllBytes()).isEqualTo(expected);
        HttpResponse<InputStream> gzip = get(path, "gzip");
        assertThat(gzip.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(new GZIPInputStream(gzip.body()).readAllBytes()).isEqualTo(expected);
        HttpResponse<InputStream> zstd = get(path, "gzip;q=0.5, zstd");
        assertThat(zstd.headers().firstValue("content-encoding")).contains("zstd");
        byte[] compressed = zstd.body().readAllBytes();
        assertThat(compressed).hasSizeLessThan(expected.length / 3);
        assertThat(new ZstdInputStream(new ByteArrayInputStream(compressed)).readAllBytes()).isEqualTo(expected);
    }

    @Test
    void aLargeAnswerIsWrittenAsItIsTaken() throws Exception {
        long taken = 0;
        long ahead = 0;
        try (InputStream body = get("large", "identity").body()) {
            byte[] part = new byte[1 << 16];
            for (int read = body.read(part); read >= 0; read = body.read(part)) {
                ahead = Math.max(ahead, WRITTEN.get() - taken);
                taken += read;
            }
        }
        assertThat(taken).isEqualTo(LARGE_BYTES);
        assertThat(ahead).isLessThan(AHEAD_BYTES_MAX);
    }

    @Test
    void aWriterEndsWhenItsCallerLeaves() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(("GET /api/v1/endless HTTP/1.1\r\nHost: localhost:" + server.port()
                    + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
        await().atMost(Duration.ofMinutes(1)).until(ENDED::get);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip", "zstd"})
    void anAnswerThatFailsInTheMiddleIsBrokenOff(String encoding) throws Exception {
        HttpResponse<InputStream> response = get("late", encoding);
        assertThat(response.statusCode()).isEqualTo(200);
        try (InputStream body = response.body()) {
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anAnswerThatFailsBeforeItsFirstPieceIsAProblem() throws Exception {
        HttpResponse<InputStream> response = get("early", "identity");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(new String(response.body().readAllBytes(), StandardCharsets.UTF_8)).doesNotContain("cannot be read");
    }
}
