package io.binnacle.telemetry.intake.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.testkit.MutableClock;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CardinalityReport;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.StoreStatistics;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.histogram.NativeHistogram;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class RemoteWriteReceiverTest {

    private static final Sender SENDER = new Sender("", "test");

    private final MutableClock clock = new MutableClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SimpleMeterRegistry slowMeters = new SimpleMeterRegistry();
    private final InMemoryTimeSeriesStore store = new InMemoryTimeSeriesStore(InMemorySettings.defaults(), clock);
    private final RemoteWriteReceiver receiver = new RemoteWriteReceiver(store, new RemoteWriteSettings(1, 1, 1 << 20),
            meters);

    @AfterEach
    void close() {
        receiver.close();
        store.close();
    }

    private SentSeries series(Duration age, double value, String name) {
        return SentSeries.of(clock.instant().minus(age).toEpochMilli(), value, "__name__", name);
    }

    private static byte[] body(SentSeries... series) throws IOException {
        return Snappy.compress(SentSeries.writeRequest(List.of(series)));
    }

    @Test
    void whatIsNotStoredIsToldByReason() throws IOException {
        WriteResult result = receiver.receive(RemoteWriteMessage.WRITE_REQUEST,
                body(series(Duration.ZERO, 1, "up"), series(Duration.ofDays(2), 1, "old"),
                        series(Duration.ofHours(-1), 1, "new")),
                SENDER);
        assertThat(result.samples()).isEqualTo(1);
        assertThat(result.refused()).isEqualTo(Map.of("too old", 1, "too new", 1));
        assertThat(result.examples()).hasSize(2).first().asString().startsWith("old 1.0 @").endsWith(": too old");
        assertThat(meters.counter("binnacle.intake.samples", "protocol", "remote_write", "outcome", "refused").count())
                .isEqualTo(2);
        assertThat(receiver.receive(RemoteWriteMessage.WRITE_REQUEST, body(series(Duration.ZERO, 1, "up")), SENDER)
                .samples()).isEqualTo(1);
    }

    @Test
    void aMalformedBodyLeavesNothingBehind() throws IOException {
        byte[] good = SentSeries.writeRequest(List.of(series(Duration.ZERO, 1, "up")));
        byte[] bad = Arrays.copyOf(good, good.length + 1);
        bad[good.length] = 0x0a;
        assertThatThrownBy(() -> receiver.receive(RemoteWriteMessage.WRITE_REQUEST, Snappy.compress(bad), SENDER))
                .isInstanceOf(InvalidInput.class);
        assertThat(store.statistics().series()).isZero();
    }

    @Test
    void aBodyIsLookedAtBeforeMemoryIsTakenForIt() throws IOException {
        assertThatThrownBy(() -> receiver.receive(RemoteWriteMessage.WRITE_REQUEST, new byte[0], SENDER))
                .hasMessage("body: expected Snappy's block format, got nothing");
        byte[] claim = {-1, -1, -1, -1, 7, 0};
        assertThatThrownBy(() -> receiver.receive(RemoteWriteMessage.WRITE_REQUEST, claim, SENDER))
                .hasMessageContaining("a head that does not fit");
        byte[] large = Snappy.compress(new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> receiver.receive(RemoteWriteMessage.WRITE_REQUEST, large, SENDER))
                .hasMessage("body: expected at most 1048576 bytes after decompression, got 1048577 bytes");
    }

    /** A store whose commit waits, or finds the disk full; nothing else of it is used. */
    private static final class SlowStore implements TimeSeriesStore {

        private final CountDownLatch mayCommit = new CountDownLatch(1);
        private final CountDownLatch committing = new CountDownLatch(1);
        private volatile boolean full;

        @Override
        public Appender appender(Sender sender) {
            RecordingAppender recording = new RecordingAppender();
            return new Appender() {
                @Override
                public int series(byte[] bytes, int offset, int length) {
                    return recording.series(bytes, offset, length);
                }

                @Override
                public int series(Labels labels) {
                    return recording.series(labels);
                }

                @Override
                public void append(int series, long epochMillis, double value) {
                    recording.append(series, epochMillis, value);
                }

                @Override
                public void append(int series, long epochMillis, NativeHistogram histogram) {
                    recording.append(series, epochMillis, histogram);
                }

                @Override
                public void exemplar(int series, Labels labels, long epochMillis, double value) {
                    recording.exemplar(series, labels, epochMillis, value);
                }

                @Override
                public void startTime(int series, long epochMillis, long startMillis) {
                    recording.startTime(series, epochMillis, startMillis);
                }

                @Override
                public void metadata(String family, MetricMetadata metadata) {
                    recording.metadata(family, metadata);
                }

                @Override
                public CommitResult commit() {
                    if (full) {
                        throw new Unavailable("no space left");
                    }
                    committing.countDown();
                    try {
                        mayCommit.await();
                    } catch (InterruptedException e) {
                        throw new Unavailable("interrupted", e);
                    }
                    return recording.commit();
                }

                @Override
                public void rollback() {
                    recording.rollback();
                }
            };
        }

        @Override
        public Querier querier(long minMillis, long maxMillis) {
            return store().querier(minMillis, maxMillis);
        }

        @Override
        public SortedMap<String, MetricMetadata> metadata() {
            return store().metadata();
        }

        @Override
        public long delete(List<Matcher> matchers, long minMillis, long maxMillis) {
            return store().delete(matchers, minMillis, maxMillis);
        }

        @Override
        public CardinalityReport cardinality(int top, CardinalityReport.Order order) {
            return store().cardinality(top, order);
        }

        @Override
        public StoreStatistics statistics() {
            return store().statistics();
        }

        private static TimeSeriesStore store() {
            throw new UnsupportedOperationException("only for appending");
        }

        @Override
        public void close() {
            mayCommit.countDown();
        }
    }

    private double waitingRequests() {
        return slowMeters.get("binnacle.intake.requests.waiting").gauge().value();
    }

    @Test
    void whoFindsNoThreadAndNoPlaceToWaitIsToldToComeAgain() throws Exception {
        byte[] body = body(series(Duration.ZERO, 1, "up"));
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                SlowStore slow = new SlowStore();
                RemoteWriteReceiver busy = new RemoteWriteReceiver(slow, new RemoteWriteSettings(1, 1, 1 << 20),
                        slowMeters)) {
            CompletableFuture<WriteResult> working = CompletableFuture
                    .supplyAsync(() -> busy.receive(RemoteWriteMessage.WRITE_REQUEST, body, SENDER), callers);
            slow.committing.await();
            CompletableFuture<WriteResult> waiting = CompletableFuture
                    .supplyAsync(() -> busy.receive(RemoteWriteMessage.WRITE_REQUEST, body, SENDER), callers);
            await().until(() -> waitingRequests() == 1);
            assertThatThrownBy(() -> busy.receive(RemoteWriteMessage.WRITE_REQUEST, body, SENDER))
                    .isInstanceOf(Overloaded.class);
            slow.mayCommit.countDown();
            assertThat(working.get().samples()).isEqualTo(1);
            assertThat(waiting.get().samples()).isEqualTo(1);
        }
    }

    @Test
    void aFullStoreIsUnavailableAndServesAgainByItself() throws Exception {
        byte[] body = body(series(Duration.ZERO, 1, "up"));
        try (SlowStore slow = new SlowStore();
                RemoteWriteReceiver writing = new RemoteWriteReceiver(slow, new RemoteWriteSettings(1, 1, 1 << 20),
                        meters)) {
            slow.mayCommit.countDown();
            slow.full = true;
            assertThatThrownBy(() -> writing.receive(RemoteWriteMessage.WRITE_REQUEST, body, SENDER))
                    .isInstanceOf(Unavailable.class);
            slow.full = false;
            assertThat(writing.receive(RemoteWriteMessage.WRITE_REQUEST, body, SENDER).samples()).isEqualTo(1);
        }
    }
}
