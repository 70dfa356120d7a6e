package io.binnacle.telemetry.intake.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.intake.remotewrite.RecordingAppender.Taken;
import io.binnacle.testkit.Fuzz;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** Requests made at random, as they should be and as they should not. */
class RemoteWriteFuzzTest {

    private static final int ROUNDS = 300;
    private static final int DAMAGES = 60;
    private static final List<String> NAMES = List.of("__name__", "job", "instance", "le", "Zone", "ключ", "a.b", "x");
    private static final List<String> VALUES = List.of("", "a", "up", "node-1:9100", "🌍", "0.005", "+Inf",
            "x".repeat(200));

    private final RandomGenerator random = Fuzz.random();
    private final WriteRequestReader first = new WriteRequestReader();
    private final RequestReader second = new RequestReader();
    private final SnappyBlock block = new SnappyBlock(1 << 20);

    /** What the store is told of those bytes; nothing when they are refused. */
    private List<Taken> read(RemoteWriteMessage message, byte[] bytes) {
        RecordingAppender appender = new RecordingAppender();
        WriteBatch batch = new WriteBatch(appender);
        try {
            switch (message) {
                case WRITE_REQUEST -> first.read(bytes, bytes.length, batch);
                case REQUEST -> second.read(bytes, bytes.length, batch);
            }
        } catch (InvalidInput e) {
            return List.of();
        }
        return appender.taken();
    }

    private List<SentSeries> randomSeries() {
        List<SentSeries> series = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            List<String> labels = new ArrayList<>();
            for (int label = random.nextInt(6); label >= 0; label--) {
                labels.add(Fuzz.pick(random, NAMES));
                labels.add(Fuzz.pick(random, VALUES));
            }
            List<SentSeries.Sample> samples = new ArrayList<>();
            for (int sample = random.nextInt(3); sample >= 0; sample--) {
                samples.add(new SentSeries.Sample(random.nextLong() >> random.nextInt(64),
                        random.nextBoolean() ? random.nextDouble() : Double.longBitsToDouble(random.nextLong()), 0));
            }
            series.add(new SentSeries(labels, samples));
        }
        return series;
    }

    /** What should be taken of it, by the rules as one would write them down. */
    private static List<Taken> model(List<SentSeries> series) {
        List<Taken> taken = new ArrayList<>();
        for (SentSeries one : series) {
            Map<String, String> labels = new LinkedHashMap<>();
            boolean twice = false;
            for (int i = 0; i < one.labels().size(); i += 2) {
                twice |= labels.put(one.labels().get(i), one.labels().get(i + 1)) != null;
            }
            Labels set = Labels.of(labels);
            if (!twice && set.has("__name__")) {
                one.samples().forEach(sample -> taken.add(new Taken(set, sample.epochMillis(),
                        Double.doubleToRawLongBits(sample.value()))));
            }
        }
        return taken;
    }

    @Test
    void bothMessagesSayWhatTheModelSays() {
        for (int round = 0; round < ROUNDS; round++) {
            List<SentSeries> series = randomSeries();
            List<Taken> expected = model(series);
            assertThat(read(RemoteWriteMessage.WRITE_REQUEST, SentSeries.writeRequest(series))).isEqualTo(expected);
            assertThat(read(RemoteWriteMessage.REQUEST, SentSeries.request(series))).isEqualTo(expected);
        }
    }

    /** A request with everything that the messages know. */
    private byte[] everything(RemoteWriteMessage message) {
        Consumer<ProtobufWriter> histogram = writer -> writer.varint(1, random.nextInt(9)).fixed64(3, 1).zigzag(4, 0)
                .nested(8, span -> span.zigzag(1, random.nextInt(-5, 5)).varint(2, 1)).zigzag(9, 1)
                .nested(11, span -> span.varint(2, 2)).nested(12, deltas -> deltas.raw(2).raw(2)).fixed64(13, 1)
                .fixed64(16, 1).varint(15, random.nextLong());
        byte[] plain = message == RemoteWriteMessage.REQUEST
                ? SentSeries.request(randomSeries())
                : SentSeries.writeRequest(randomSeries());
        byte[] more = ProtobufWriter.message(request -> {
            if (message == RemoteWriteMessage.REQUEST) {
                request.nested(5, series -> series.nested(1, refs -> refs.raw(0).raw(0)).nested(3, histogram)
                        .nested(4, exemplar -> exemplar.nested(1, refs -> refs.raw(0).raw(0)).varint(3, 1))
                        .nested(5, metadata -> metadata.varint(1, 1).varint(3, 0)).varint(6, 1));
            } else {
                request.nested(1, series -> series.nested(1, label -> label.text(1, "__name__").text(2, "up"))
                        .nested(4, histogram).nested(3, exemplar -> exemplar.nested(1, label -> label.text(1, "x"))))
                        .nested(3, metadata -> metadata.varint(1, 1).text(2, "up").text(4, "help"));
            }
        });
        byte[] all = Arrays.copyOf(plain, plain.length + more.length);
        System.arraycopy(more, 0, all, plain.length, more.length);
        return all;
    }

    private byte[] damaged(byte[] whole) {
        byte[] bytes = whole.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes[at] = random.nextBoolean() ? (byte) 0xff : 0;
                case 3 -> bytes = Arrays.copyOf(bytes, at);
                default -> {
                    int length = Math.min(random.nextInt(16), bytes.length - at);
                    System.arraycopy(whole, random.nextInt(whole.length - length + 1), bytes, at, length);
                }
            }
        }
        return bytes;
    }

    @Test
    void nothingButInvalidInputComesOfDamagedBytes() {
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (RemoteWriteMessage message : RemoteWriteMessage.values()) {
                byte[] whole = everything(message);
                for (int damage = 0; damage < DAMAGES; damage++) {
                    taken += read(message, damaged(whole)).size();
                }
            }
        }
        // Some damage is only in a value or a text: otherwise the test would test nothing but its own damage.
        assertThat(taken).isPositive();
    }

    @Test
    void aTruncatedMessageIsRefusedOrEndsWithAWholeField() {
        byte[] whole = SentSeries
                .writeRequest(List.of(SentSeries.of(1, 1, "__name__", "a"), SentSeries.of(2, 2, "__name__", "b")));
        int half = SentSeries.writeRequest(List.of(SentSeries.of(1, 1, "__name__", "a"))).length;
        for (int length = 0; length < whole.length; length++) {
            assertThat(read(RemoteWriteMessage.WRITE_REQUEST, Arrays.copyOf(whole, length)))
                    .hasSize(length == half ? 1 : 0);
        }
    }

    @Test
    void nothingButInvalidInputComesOfDamagedCompression() throws IOException {
        int whole = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] compressed = Snappy.compress(everything(RemoteWriteMessage.REQUEST));
            for (int damage = 0; damage < DAMAGES; damage++) {
                try {
                    block.decompress(damaged(compressed));
                    whole++;
                } catch (InvalidInput e) {
                    assertThat(e.violations().get(0).field()).isEqualTo("body");
                }
            }
        }
        assertThat(whole).isPositive();
    }
}
