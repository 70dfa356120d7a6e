package io.binnacle.telemetry.export.remoteread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.export.protobuf.ProtobufWriter;
import io.binnacle.telemetry.intake.history.ChunkedAnswer;
import io.binnacle.telemetry.intake.protobuf.ProtobufReader;
import io.binnacle.telemetry.intake.remotewrite.RemoteWriteMessage;
import io.binnacle.telemetry.intake.remotewrite.RemoteWriteReceiver;
import io.binnacle.telemetry.intake.remotewrite.RemoteWriteSettings;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.histogram.Buckets;
import io.binnacle.timeseries.histogram.CounterReset;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.histogram.NativeHistogram;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** What is asked by remote read comes back in both forms; a real Prometheus reads in another test. */
class RemoteReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final long SECOND = 1000;
    private static final List<NativeHistogram> HISTOGRAMS = List.of(
            NativeHistogram.ofIntegers().schema(1).reset(CounterReset.NOT_RESET).zero(1e-9, 1).count(10).sum(-1.5)
                    .positive(Buckets.ofIntegers(new int[]{-1, 2}, new int[]{2, 1}, 3, 1, 2))
                    .negative(Buckets.ofIntegers(new int[]{4}, new int[]{1}, 3)).build(),
            NativeHistogram.ofFloats().schema(3).count(2.5).sum(7)
                    .negative(Buckets.ofFloats(new int[]{0}, new int[]{2}, 0.5, 2)).build(),
            NativeHistogram.ofIntegers().schema(NativeHistogram.CUSTOM_BOUNDS).customBounds(0.5, 1, 10).count(3)
                    .sum(4).positive(Buckets.ofIntegers(new int[]{0}, new int[]{2}, 2, 1)).build(),
            NativeHistogram.stale());

    private final InMemoryTimeSeriesStore store = new InMemoryTimeSeriesStore(InMemorySettings.defaults(), () -> NOW);

    private static byte[] request(Consumer<ProtobufWriter> query, int... accepted) {
        ProtobufWriter inner = new ProtobufWriter();
        query.accept(inner);
        ProtobufWriter request = new ProtobufWriter();
        request.message(1, inner);
        for (int type : accepted) {
            request.varint(2, type);
        }
        try {
            return Snappy.compress(request.copy());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Consumer<ProtobufWriter> query(long min, long max, int type, String name, String value) {
        return query -> {
            query.varint(1, min);
            query.varint(2, max);
            ProtobufWriter matcher = new ProtobufWriter();
            matcher.varint(1, type);
            matcher.text(2, name);
            matcher.text(3, value);
            query.message(3, matcher);
        };
    }

    /** Floats at these many seconds before now, the oldest first. */
    private void fill(String host, int count) {
        Appender appender = store.appender();
        int series = appender.series(Labels.of("__name__", "up", "host", host));
        for (int i = count; i > 0; i--) {
            appender.append(series, NOW.toEpochMilli() - i * SECOND, i);
        }
        assertThat(appender.commit().rejected()).isZero();
    }

    @Test
    void aRequestIsTakenApart() {
        ReadRequest read = ReadRequest
                .parse(request(query(5, 9, 2, "job", "a|b"), 7, 1, 0));
        assertThat(read.chunked()).as("the first that is known").isTrue();
        assertThat(read.queries()).singleElement().satisfies(query -> {
            assertThat(query.minMillis()).isEqualTo(5);
            assertThat(query.maxMillis()).isEqualTo(9);
            assertThat(query.matchers()).singleElement().hasToString("job=~\"a|b\"");
        });
        assertThat(ReadRequest.parse(request(query -> {})).chunked()).isFalse();
        assertThatThrownBy(() -> ReadRequest.parse(request(query -> {}, 5))).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("SAMPLES");
        assertThatThrownBy(() -> ReadRequest.parse(request(query(0, 1, 4, "a", "b")))).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("matchers.type");
        assertThatThrownBy(() -> ReadRequest.parse(new byte[]{1, 2, 3})).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("Snappy");
        assertThatThrownBy(() -> ReadRequest.parse(HexFormat.of().parseHex("ffffff7f00")))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("after decompression");
    }

    @Test
    void samplesOfTheRangeComeByLabels() throws IOException {
        fill("b", 10);
        fill("a", 10);
        long now = NOW.toEpochMilli();
        byte[] answer = new RemoteReader(store, 1 << 20).samples(
                ReadRequest.parse(request(query(now - 3 * SECOND, now - SECOND, 0, "__name__", "up"))));
        List<String> found = new ArrayList<>();
        ProtobufReader reader = new ProtobufReader();
        byte[] bytes = Snappy.uncompress(answer);
        reader.over(bytes, 0, bytes.length);
        int result = reader.enter(reader.tag());
        while (reader.more()) {
            int series = reader.enter(reader.tag());
            while (reader.more()) {
                int tag = reader.tag();
                int part = reader.enter(tag);
                if (tag >>> 3 == 1) {
                    found.add(reader.text(reader.tag()) + "=" + reader.text(reader.tag()));
                } else {
                    double value = reader.float64(reader.tag());
                    found.add(value + "@" + (reader.varint(reader.tag()) - now));
                }
                reader.leave(part);
            }
            reader.leave(series);
        }
        reader.leave(result);
        assertThat(found).containsExactly("__name__=up", "host=a", "3.0@-3000", "2.0@-2000", "1.0@-1000",
                "__name__=up", "host=b", "3.0@-3000", "2.0@-2000", "1.0@-1000");
    }

    /** The series of an answer are those of a remote write: what is read may be written elsewhere. */
    @Test
    void whatIsReadCanBeWrittenAndIsTheSame() throws IOException {
        fill("a", 10);
        Appender appender = store.appender();
        int series = appender.series(Labels.of("__name__", "took"));
        for (int i = 0; i < HISTOGRAMS.size(); i++) {
            appender.append(series, NOW.toEpochMilli() + i * SECOND, HISTOGRAMS.get(i));
        }
        assertThat(appender.commit().rejected()).isZero();
        byte[] body = new RemoteReader(store, 1 << 20).samples(ReadRequest
                .parse(request(query(0, NOW.toEpochMilli() + 9 * SECOND, 2, "__name__", ".+"))));
        byte[] bytes = Snappy.uncompress(body);
        ProtobufReader reader = new ProtobufReader();
        reader.over(bytes, 0, bytes.length);
        reader.enter(reader.tag());
        byte[] result = Arrays.copyOfRange(bytes, reader.position(), reader.limit());
        try (InMemoryTimeSeriesStore other = new InMemoryTimeSeriesStore(InMemorySettings.defaults(), () -> NOW);
                RemoteWriteReceiver receiver = new RemoteWriteReceiver(other,
                        new RemoteWriteSettings(1, 1, 1 << 20), new SimpleMeterRegistry())) {
            assertThat(receiver.receive(RemoteWriteMessage.WRITE_REQUEST, Snappy.compress(result), Sender.ANONYMOUS)
                    .refusedTotal()).isZero();
            assertThat(everything(other)).isEqualTo(everything(store));
        }
    }

    /** Each sample as a text, in order. */
    private static List<String> everything(InMemoryTimeSeriesStore store) {
        List<String> found = new ArrayList<>();
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            for (Series series : querier.select(List.of())) {
                long[] times = new long[16];
                double[] values = new double[16];
                int read = series.samples().read(times, values, 0);
                for (int i = 0; i < read; i++) {
                    found.add(series.labels() + " " + times[i] + " " + values[i]);
                }
                for (HistogramSample sample : series.histograms()) {
                    NativeHistogram histogram = sample.histogram();
                    found.add(series.labels() + " " + sample.epochMillis() + " " + histogram + " "
                            + histogram.zeroThreshold() + " " + histogram.isStale());
                }
            }
        }
        assertThat(found).hasSize(14);
        return found;
    }

    @Test
    void chunksComeInFramesWithTheirChecksums() throws IOException {
        fill("a", 250);
        long now = NOW.toEpochMilli();
        ProtobufReader reader = new ProtobufReader();
        byte[] bytes = chunks(new RemoteReader(store, 1 << 20), query(0, now, 0, "host", "a"));
        reader.over(bytes, 0, bytes.length);
        int length = (int) reader.varint();
        int from = reader.position() + 4;
        assertThat(from + length).isEqualTo(bytes.length);
        CRC32C check = new CRC32C();
        check.update(bytes, from, length);
        for (int i = 0; i < 4; i++) {
            assertThat(bytes[from - 4 + i]).isEqualTo((byte) (check.getValue() >>> (24 - 8 * i)));
        }
        reader.position(from);
        List<Integer> counts = new ArrayList<>();
        reader.enter(reader.tag());
        while (reader.more()) {
            int tag = reader.tag();
            int part = reader.enter(tag);
            if (tag >>> 3 == 2) {
                reader.varint(reader.tag());
                reader.varint(reader.tag());
                assertThat(reader.varint(reader.tag())).as("the encoding").isEqualTo(1);
                reader.enter(reader.tag());
                counts.add(bytes[reader.position()] << 8 | (bytes[reader.position() + 1] & 0xff));
            }
            reader.position(reader.limit());
            reader.leave(part);
        }
        assertThat(counts).containsExactly(120, 120, 10);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        fill("a", 250);
        long now = NOW.toEpochMilli();
        assertThatThrownBy(() -> new RemoteReader(store, 1000)
                .samples(ReadRequest.parse(request(query(0, now, 0, "host", "a")))))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("1000 bytes")
                .hasMessageContaining("STREAMED_XOR_CHUNKS");
    }

    private static byte[] chunks(RemoteReader reader, Consumer<ProtobufWriter> query) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        reader.chunks(ReadRequest.parse(request(query, 1)), out);
        return out.toByteArray();
    }

    /** Numbers and histograms of the same series, in the order of time; in one frame or in many, with as many bytes as one holds. */
    @Test
    void chunksHoldNumbersAndHistogramsInTheirOrder() throws IOException {
        Appender appender = store.appender();
        int series = appender.series(Labels.of("__name__", "took"));
        List<String> added = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            long millis = NOW.toEpochMilli() - (1000 - i) * SECOND;
            if (i % 100 < 90) {
                appender.append(series, millis, i);
                added.add(millis + " " + (double) i);
            } else {
                NativeHistogram histogram = HISTOGRAMS.get(i % HISTOGRAMS.size());
                appender.append(series, millis, histogram);
                added.add(millis + " " + histogram);
            }
        }
        assertThat(appender.commit().rejected()).isZero();
        for (int frameBytes : new int[]{1, 500, 1 << 20}) {
            byte[] answer = chunks(new RemoteReader(store, 1, frameBytes),
                    query(0, NOW.toEpochMilli(), 0, "__name__", "took"));
            List<String> read = new ArrayList<>();
            new ChunkedAnswer("the store", new ChunkedAnswer.Reader() {
                @Override
                public void series(Labels labels) {
                    assertThat(labels).isEqualTo(Labels.of("__name__", "took"));
                }

                @Override
                public void fault(String what) {
                    throw new AssertionError(what);
                }

                @Override
                public void sample(long millis, double value) {
                    read.add(millis + " " + value);
                }

                @Override
                public void sample(long millis, NativeHistogram histogram) {
                    read.add(millis + " " + histogram);
                }
            }).read(new ByteArrayInputStream(answer));
            assertThat(read).isEqualTo(added);
        }
    }

    /** Nothing is held back, and a reader that leaves ends it. */
    @Test
    void chunksAreWrittenWhileTheyAreTaken() {
        for (int host = 0; host < 50; host++) {
            fill("host-" + host, 200);
        }
        List<Integer> written = new ArrayList<>();
        OutputStream leaving = new OutputStream() {
            @Override
            public void write(int one) {
                throw new AssertionError("byte by byte");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                written.add(length);
                if (written.size() == 6) {
                    throw new IOException("the reader left");
                }
            }
        };
        assertThatThrownBy(() -> new RemoteReader(store, 1).chunks(
                ReadRequest.parse(request(query(0, NOW.toEpochMilli(), 0, "__name__", "up"), 1)), leaving))
                .hasMessage("the reader left");
        assertThat(written).as("a head and a frame for each series").hasSize(6);
    }

    /** What Prometheus' own encoder makes of the same, read back by its rules. */
    @Test
    void chunksHoldWhatWasAdded() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            XorChunk chunk = new XorChunk();
            chunk.begin();
            int count = 1 + random.nextInt(XorChunk.SAMPLES_MAX);
            List<String> added = new ArrayList<>();
            long millis = random.nextInt();
            for (int i = 0; i < count; i++) {
                double value = random.nextInt(3) == 0 ? random.nextGaussian() : random.nextInt(5);
                chunk.add(millis, value);
                added.add(millis + "=" + value);
                millis += 1 + (long) Math.exp(random.nextInt(30));
            }
            assertThat(XorChunkReader.read(chunk.bytes())).as("seed %d round %d", seed, round).isEqualTo(added);
        }
    }
}
