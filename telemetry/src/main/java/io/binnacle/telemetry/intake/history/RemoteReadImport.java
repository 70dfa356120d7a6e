package io.binnacle.telemetry.intake.history;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.histogram.NativeHistogram;

/**
 * Imports all series of a system that runs and answers Prometheus' remote read in chunks, a stretch of time after the other. One frame
 * of the answer is in memory at a time.
 */
public final class RemoteReadImport {

    /** As long as Prometheus' blocks: each question touches one or two of them. */
    private static final Duration STRETCH = Duration.ofHours(2);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int OK = 200;
    private static final List<Matcher> ALL = List.of(new Matcher(Label.METRIC_NAME, Matcher.Operator.MATCH, ".+"));
    private static final int SHOWN_MAX = 300;

    private final URI url;
    private final Map<String, String> headers;
    private final HistoryWriter writer;
    private final InStretch sink = new InStretch();

    /** Chunks reach beyond what was asked for. */
    private final class InStretch implements ChunkedAnswer.Reader {

        private long minMillis;
        private long maxMillis;

        @Override
        public void series(Labels labels) {
            writer.begin(labels);
        }

        @Override
        public void fault(String what) {
            writer.fault(what);
        }

        @Override
        public void sample(long millis, double value) {
            if (millis >= minMillis && millis <= maxMillis) {
                writer.append(millis, value);
            }
        }

        @Override
        public void sample(long millis, NativeHistogram histogram) {
            if (millis >= minMillis && millis <= maxMillis) {
                writer.append(millis, histogram);
            }
        }
    }

    /**
     * @param url of remote read, such as {@code http://prometheus:9090/api/v1/read}
     * @param headers to send too, such as one that says who asks
     */
    public RemoteReadImport(URI url, Map<String, String> headers, HistoryWriter writer) {
        this.url = url;
        this.headers = Map.copyOf(headers);
        this.writer = writer;
    }

    /**
     * Reads from {@code from} inclusive to {@code to} exclusive; the caller finishes the writer.
     *
     * @param reached is told until when everything is in the store; an import that ends early may go on from there
     * @throws Unavailable the other system does not answer, or not in chunks
     */
    public void read(Instant from, Instant to, Consumer<Instant> reached) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
            for (Instant start = from; start.isBefore(to);) {
                Instant end = start.plus(STRETCH).isBefore(to) ? start.plus(STRETCH) : to;
                sink.minMillis = start.toEpochMilli();
                sink.maxMillis = end.toEpochMilli() - 1;
                read(client);
                writer.commit();
                reached.accept(end);
                start = end;
            }
        }
    }

    private void read(HttpClient client) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(PATIENCE)
                .header("Content-Type", "application/x-protobuf").header("Content-Encoding", "snappy")
                .header("X-Prometheus-Remote-Read-Version", "0.1.0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(ReadQuestion.of(ALL, sink.minMillis, sink.maxMillis)));
        headers.forEach(request::header);
        try {
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                String type = answer.headers().firstValue("Content-Type").orElse("");
                if (answer.statusCode() != OK || !type.startsWith(ChunkedAnswer.CONTENT_TYPE)) {
                    String said = new String(body.readNBytes(SHOWN_MAX), StandardCharsets.UTF_8).strip();
                    throw new Unavailable(url + " answered " + answer.statusCode() + (answer.statusCode() == OK
                            ? " with " + type + ", not with chunks"
                            : ": " + said));
                }
                new ChunkedAnswer(url.toString(), sink).read(body);
            }
        } catch (IOException e) {
            throw new Unavailable(url + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the import was interrupted", e);
        }
    }
}
