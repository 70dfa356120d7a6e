package io.binnacle.server;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.binnacle.server.http.HttpServer;
import io.binnacle.server.security.ApiTokens;
import io.binnacle.server.security.Permission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a server that has just become ready small questions about its own host, over a connection like everybody's, until what
 * answers them is compiled: else the first people to look would wait for that. First in a row, then with pauses, for other code
 * runs once there are samples, and other again once blocks are written. It steps back when others ask, takes no more than a tenth
 * of a processor after its first second, and ends by itself. What it asks with opens nothing but metrics, is
 * kept nowhere and ends with it.
 */
final class Rehearsal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    private static final Duration LASTS = Duration.ofMinutes(3);
    private static final Duration IN_A_ROW = Duration.ofSeconds(1);
    /** By then a method counts as hot under the launcher's options, and is looked at. */
    private static final int ROUNDS_IN_A_ROW = 150;
    private static final Duration PAUSE_MIN = Duration.ofMillis(250);
    /** How many times as long as a round took the pause behind it is. */
    private static final int PAUSE_SHARE = 9;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    /** What the pages of a host show. */
    private static final Duration RANGE = Duration.ofHours(4);
    private static final int STEP_SECONDS = 60;
    private static final List<String> RANGES = List.of("system_cpu_time_seconds_total",
            "sum by (cpu_mode) (rate(system_cpu_time_seconds_total[5m]))");
    private static final String INSTANT = "{__name__=~\"system_.+\"}";
    private static final String LABEL = "cpu_mode";

    private final HttpServer server;
    private final String authorization;
    private final InstantSource clock;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread;

    private Rehearsal(HttpServer server, ApiTokens tokens, InstantSource clock) {
        this.server = server;
        this.authorization = "Authorization: Bearer "
                + tokens.lend("rehearsal", Set.of(Permission.METRIC_READ), LASTS.plus(ANSWER_MAX));
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("rehearsal").unstarted(this::run);
    }

    /** Begins; the caller goes on. */
    static Rehearsal begin(HttpServer server, ApiTokens tokens, InstantSource clock) {
        Rehearsal rehearsal = new Rehearsal(server, tokens, clock);
        rehearsal.thread.start();
        return rehearsal;
    }

    private void run() {
        long begunNanos = System.nanoTime();
        int rounds = 0;
        try (Socket socket = server.connect(ANSWER_MAX)) {
            InputStream answers = new BufferedInputStream(socket.getInputStream());
            long pauseNanos = 0;
            while (!ending.await(pauseNanos, TimeUnit.NANOSECONDS)) {
                long roundNanos = System.nanoTime();
                for (String question : questions()) {
                    socket.getOutputStream().write(request(question));
                    skipAnswer(answers);
                }
                rounds++;
                long now = System.nanoTime();
                if (now - begunNanos > LASTS.toNanos()) {
                    break;
                }
                pauseNanos = rounds < ROUNDS_IN_A_ROW && now - begunNanos < IN_A_ROW.toNanos()
                        && server.requestsUnderWay() == 0
                                ? 0
                                : Math.max(PAUSE_MIN.toNanos(), (now - roundNanos) * PAUSE_SHARE);
            }
        } catch (IOException e) {
            // Nobody waits for it.
            LOG.atDebug().setCause(e).log("the rehearsal was broken off");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.atDebug().addKeyValue("rounds", rounds).log("the rehearsal ends");
    }

    private List<String> questions() {
        Instant now = clock.instant();
        String range = "start=" + now.minus(RANGE).getEpochSecond() + "&end=" + now.getEpochSecond();
        List<String> questions = new ArrayList<>();
        for (String query : RANGES) {
            questions.add("query_range?query=" + encoded(query) + "&step=" + STEP_SECONDS + "&" + range);
        }
        questions.add("query?query=" + encoded(INSTANT));
        questions.add("label/" + LABEL + "/values?" + range);
        return questions;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private byte[] request(String question) {
        return ("GET /api/v1/" + question + " HTTP/1.1\r\nHost: localhost\r\n" + authorization + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Reads an answer of our own server to its end. */
    private static void skipAnswer(InputStream answers) throws IOException {
        String status = line(answers);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("answered " + status);
        }
        long length = 0;
        boolean chunked = false;
        for (String header = line(answers); !header.isEmpty(); header = line(answers)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring("content-length:".length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
        }
        if (!chunked) {
            answers.skipNBytes(length);
            return;
        }
        long chunk;
        do {
            chunk = Long.parseLong(line(answers), 16);
            answers.skipNBytes(chunk);
            line(answers);
        } while (chunk > 0);
    }

    private static String line(InputStream answers) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = answers.read(); next != '\n'; next = answers.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /** Waits for its end; whether it came in time. */
    boolean join(Duration timeout) throws InterruptedException {
        return thread.join(timeout);
    }

    @Override
    public void close() {
        ending.countDown();
    }
}
