package io.binnacle.telemetry.intake.history;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.intake.history.block.ChunkDecoder;
import io.binnacle.telemetry.intake.history.block.SampleSink;
import io.binnacle.telemetry.intake.protobuf.ProtobufReader;
import io.binnacle.timeseries.histogram.NativeHistogram;

/**
 * Imports all series of a system that runs and answers Prometheus' remote read in chunks, a stretch of time after the other. One frame
 * of the answer is in memory at a time.
 */
public final class RemoteReadImport {

    /** As long as Prometheus' blocks: each question touches one or two of them. */
    private static final Duration STRETCH = Duration.ofHours(2);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Prometheus sends some 1 MiB. */
    private static final int FRAME_BYTES_MAX = 64 << 20;
    private static final int OK = 200;
    private static final int SHOWN_MAX = 300;

    private final URI url;
    private final Map<String, String> headers;
    private final HistoryWriter writer;
    private final ProtobufReader reader = new ProtobufReader();
    private final InStretch sink = new InStretch();

    /** Chunks reach beyond what was asked for. */
    private final class InStretch implements SampleSink {

        private long minMillis;
        private long maxMillis;

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
                .POST(HttpRequest.BodyPublishers.ofByteArray(ReadQuestion.of(sink.minMillis, sink.maxMillis)));
        headers.forEach(request::header);
        try {
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (DataInputStream body = new DataInputStream(answer.body())) {
                String type = answer.headers().firstValue("Content-Type").orElse("");
                if (answer.statusCode() != OK || !type.startsWith("application/x-streamed-protobuf")) {
                    String said = new String(body.readNBytes(SHOWN_MAX), StandardCharsets.UTF_8).strip();
                    throw new Unavailable(url + " answered " + answer.statusCode() + (answer.statusCode() == OK
                            ? " with " + type + ", not with chunks"
                            : ": " + said));
                }
                frames(body);
            }
        } catch (IOException e) {
            throw new Unavailable(url + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the import was interrupted", e);
        }
    }

    /** Of each frame: how long the message is, its checksum, the message. */
    private void frames(DataInputStream body) throws IOException {
        while (true) {
            int first = body.read();
            if (first < 0) {
                return;
            }
            long length = length(first, body);
            if (length > FRAME_BYTES_MAX) {
                throw new Unavailable(url + " sent a frame of " + length + " bytes");
            }
            int expected = body.readInt();
            byte[] message = new byte[(int) length];
            body.readFully(message);
            CRC32C checksum = new CRC32C();
            checksum.update(message);
            if ((int) checksum.getValue() != expected) {
                throw new Unavailable(url + " sent a frame with a wrong checksum");
            }
            frame(message);
        }
    }

    private static long length(int first, InputStream body) throws IOException {
        long length = first & 0x7f;
        int next = first;
        for (int shift = 7; next >= 0x80 && shift < Long.SIZE; shift += 7) {
            next = body.read();
            length |= (long) (next & 0x7f) << shift;
        }
        return length < 0 ? Long.MAX_VALUE : length;
    }

    private void frame(byte[] message) {
        reader.over(message, 0, message.length);
        try {
            while (reader.more()) {
                int tag = reader.tag();
                if (tag >>> 3 == 1) {
                    series(tag);
                } else {
                    reader.skip(tag);
                }
            }
        } catch (InvalidInput malformed) {
            throw new Unavailable(url + " sent what is no answer: " + malformed.getMessage(), malformed);
        }
    }

    private void series(int tag) {
        int outer = reader.enter(tag);
        Labels.Builder labels = new Labels.Builder();
        boolean begun = false;
        while (reader.more()) {
            int field = reader.tag();
            switch (field >>> 3) {
                case 1 -> label(field, labels);
                case 2 -> {
                    if (!begun) {
                        writer.begin(labels.build());
                        begun = true;
                    }
                    chunk(field, labels);
                }
                default -> reader.skip(field);
            }
        }
        reader.leave(outer);
    }

    private void label(int tag, Labels.Builder labels) {
        String name = "";
        String value = "";
        int outer = reader.enter(tag);
        while (reader.more()) {
            int field = reader.tag();
            switch (field >>> 3) {
                case 1 -> name = reader.text(field);
                case 2 -> value = reader.text(field);
                default -> reader.skip(field);
            }
        }
        reader.leave(outer);
        labels.set(name, value);
    }

    private void chunk(int tag, Labels.Builder labels) {
        int encoding = 0;
        byte[] data = {};
        int outer = reader.enter(tag);
        while (reader.more()) {
            int field = reader.tag();
            switch (field >>> 3) {
                case 3 -> encoding = (int) reader.varint(field);
                case 4 -> data = bytes(field);
                default -> reader.skip(field);
            }
        }
        reader.leave(outer);
        try {
            ChunkDecoder.read(encoding, data, sink);
        } catch (Corrupt damage) {
            writer.fault(labels.build() + ": " + damage.getMessage());
        }
    }

    private byte[] bytes(int tag) {
        int length = reader.length(tag);
        byte[] bytes = new byte[length];
        System.arraycopy(reader.bytes(), reader.position(), bytes, 0, length);
        reader.position(reader.position() + length);
        return bytes;
    }
}
