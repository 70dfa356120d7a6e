package io.binnacle.telemetry.export.remotewrite;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

import io.binnacle.telemetry.export.remotewrite.Destination.Message;
import io.binnacle.telemetry.scrape.fetch.FetchMemory;
import io.binnacle.telemetry.scrape.fetch.Fetcher;
import io.binnacle.telemetry.scrape.fetch.StatusLine;
import org.xerial.snappy.Snappy;

/** Sends messages to one destination and says what became of them. Any number of threads. */
final class Courier implements AutoCloseable {

    /** A request of this program says which one it is from: so one that comes back to its sender is known, and refused. */
    static final String ORIGIN_HEADER = "X-Binnacle-Origin";

    /** For tokens of OAuth 2. */
    private static final long MEMORY_BYTES = 4L << 20;
    private static final int TOO_MANY = 429;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_FAULT = 500;
    /** So Prometheus 2.42 says, with status 500, of what is older than its window for samples out of order; it stays so. */
    private static final String TOO_OLD = "too old sample";

    private final Destination destination;
    private final String origin;
    private final InstantSource clock;
    private final Fetcher fetcher;

    /** What became of a message. */
    sealed interface Outcome {

        /** It was taken. */
        record Sent() implements Outcome {}

        /**
         * It may be taken when it is sent again.
         *
         * @param after not before; zero when the destination did not say
         */
        record Later(Duration after, String why) implements Outcome {}

        /**
         * It is refused, and would be again.
         *
         * @param forContent for what is in it, be it a part of it only
         */
        record Refused(String why, boolean forContent) implements Outcome {}
    }

    Courier(Destination destination, String origin, InstantSource clock) {
        this.destination = destination;
        this.origin = origin;
        this.clock = clock;
        this.fetcher = new Fetcher(destination.http(), new FetchMemory(MEMORY_BYTES));
    }

    /** What is sent for these bytes. */
    static byte[] compressed(byte[] message) {
        try {
            return Snappy.compress(message);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** @param attempt how often this body was sent before */
    Outcome send(byte[] compressed, int attempt) {
        Message message = destination.content().message();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Encoding", "snappy");
        headers.put("Content-Type", message == Message.REQUEST
                ? "application/x-protobuf;proto=" + message.protoName()
                : "application/x-protobuf");
        headers.put("X-Prometheus-Remote-Write-Version", message.version());
        headers.put(ORIGIN_HEADER, origin);
        if (attempt > 0) {
            headers.put("Retry-Attempt", Integer.toString(attempt));
        }
        try {
            return judge(fetcher.send(
                    new Fetcher.Question(destination.url(), headers, destination.timeout(), false, 0, 0), compressed));
        } catch (IOException e) {
            return new Outcome.Later(Duration.ZERO, String.valueOf(e.getMessage()));
        }
    }

    private Outcome judge(Fetcher.Answer answer) {
        int status = answer.status();
        if (status / 100 == 2) {
            return new Outcome.Sent();
        }
        String why = "server returned HTTP status " + StatusLine.of(status)
                + (answer.text().isEmpty() ? "" : ": " + answer.text());
        boolean tooOld = answer.text().contains(TOO_OLD);
        boolean again = (status >= SERVER_FAULT && !tooOld)
                || (status == TOO_MANY && destination.queue().retryOn429());
        return again
                ? new Outcome.Later(after(answer.retryAfter()), why)
                : new Outcome.Refused(why, tooOld || status == BAD_REQUEST);
    }

    /** Seconds, or a date. */
    private Duration after(String header) {
        try {
            if (header.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(header));
            }
            if (!header.isEmpty()) {
                Instant then = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
                Duration left = Duration.between(clock.instant(), then);
                return left.isNegative() ? Duration.ZERO : left;
            }
        } catch (DateTimeException e) {
            // What cannot be read says nothing: the queue's own backoff counts.
            return Duration.ZERO;
        }
        return Duration.ZERO;
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
