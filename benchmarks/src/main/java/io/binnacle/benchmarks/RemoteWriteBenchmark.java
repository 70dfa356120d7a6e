package io.binnacle.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.telemetry.intake.remotewrite.RemoteWriteMessage;
import io.binnacle.telemetry.intake.remotewrite.RemoteWriteReceiver;
import io.binnacle.telemetry.intake.remotewrite.RemoteWriteSettings;
import io.binnacle.telemetry.intake.remotewrite.WriteResult;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CardinalityReport;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.StoreStatistics;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.histogram.NativeHistogram;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.xerial.snappy.Snappy;

/** What a sample costs from the compressed body to the store's door: decompressing, reading, checking labels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class RemoteWriteBenchmark {

    private static final int BATCH = 2000;
    private static final Sender SENDER = new Sender("", "benchmark");

    private final RemoteWriteReceiver receiver = new RemoteWriteReceiver(new Nowhere(), RemoteWriteSettings.defaults(),
            new SimpleMeterRegistry());
    private byte[] body = new byte[0];

    @Setup
    public void write() throws IOException {
        Estate estate = new Estate(BATCH, 1, 1_700_000_000_000L, 60_000);
        WriteRequestBytes message = new WriteRequestBytes(BATCH, estate.labelBytesMax());
        message.write(estate, 0, BATCH, 0);
        body = Snappy.compress(Arrays.copyOf(message.bytes(), message.size()));
    }

    @TearDown
    public void close() {
        receiver.close();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public WriteResult sample() {
        return receiver.receive(RemoteWriteMessage.WRITE_REQUEST, body, SENDER);
    }

    /** A store that only counts. */
    private static final class Nowhere implements TimeSeriesStore {

        @Override
        public Appender appender(Sender sender) {
            return new Appender() {
                private int count;
                private double sum;

                @Override
                public int series(byte[] bytes, int offset, int length) {
                    return count;
                }

                @Override
                public int series(Labels labels) {
                    return count;
                }

                @Override
                public void append(int series, long epochMillis, double value) {
                    count++;
                    sum += value + epochMillis;
                }

                @Override
                public void append(int series, long epochMillis, NativeHistogram histogram) {
                    count++;
                }

                @Override
                public void exemplar(int series, Labels labels, long epochMillis, double value) {
                    count++;
                }

                @Override
                public void startTime(int series, long epochMillis, long startMillis) {
                    sum += startMillis;
                }

                @Override
                public void metadata(String family, MetricMetadata metadata) {
                    sum += family.length();
                }

                @Override
                public CommitResult commit() {
                    return new CommitResult(count, sum == 0 ? 1 : 0, Map.of(), List.of());
                }

                @Override
                public void rollback() {
                    count = 0;
                }
            };
        }

        @Override
        public Querier querier(long minMillis, long maxMillis) {
            throw new Unavailable("this store keeps nothing");
        }

        @Override
        public SortedMap<String, MetricMetadata> metadata() {
            return new TreeMap<>();
        }

        @Override
        public long delete(List<Matcher> matchers, long minMillis, long maxMillis) {
            throw new Unavailable("this store keeps nothing");
        }

        @Override
        public CardinalityReport cardinality(int top, CardinalityReport.Order order) {
            throw new Unavailable("this store keeps nothing");
        }

        @Override
        public StoreStatistics statistics() {
            return new StoreStatistics(0, 0, 0, 0, 0, 0, Map.of(), 0);
        }

        @Override
        public void close() {
            // There is nothing to give back.
        }
    }
}
