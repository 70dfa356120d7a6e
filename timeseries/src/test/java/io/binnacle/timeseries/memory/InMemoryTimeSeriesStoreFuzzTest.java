package io.binnacle.timeseries.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.StoreModel;
import io.binnacle.timeseries.TimeSeriesStore;
import org.junit.jupiter.api.Test;

/** Random batches against a {@link StoreModel}: deletions, time going on, and readers that stay open while all of it goes on. */
class InMemoryTimeSeriesStoreFuzzTest {

    private static final Duration RETENTION = Duration.ofMinutes(30);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int ROUNDS = 1000;

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final StoreModel model = new StoreModel(RETENTION, WINDOW);
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    private record OpenReader(Querier querier, StoreModel.Contents expected) {}

    @Test
    void theStoreHoldsWhatTheModelHolds() {
        System.out.println("fuzz.seed=" + seed);
        Deque<OpenReader> readers = new ArrayDeque<>();
        try (TimeSeriesStore store = new InMemoryTimeSeriesStore(
                new InMemorySettings(RETENTION, WINDOW, Duration.ofMinutes(1), 100, 100_000), () -> now)) {
            for (int round = 0; round < ROUNDS; round++) {
                String at = "round " + round + ", seed " + seed;
                Appender appender = store.appender();
                StoreModel.Expected expected = model.fill(appender, random, now.toEpochMilli());
                expected.check(appender.commit(), at);
                assertThat(store.metadata()).as(at).isEqualTo(model.metadata());
                if (random.nextInt(20) == 0) {
                    StoreModel.Range range = StoreModel.Range.random(random, now.toEpochMilli(), RETENTION);
                    // Some that are too old may not have gone yet.
                    assertThat(store.delete(range.matchers(), range.minMillis(), range.maxMillis())).as(at)
                            .isGreaterThanOrEqualTo(model.delete(range));
                }
                now = now.plusMillis(random.nextInt(6000));
                if (random.nextInt(4) == 0) {
                    // A series that went quiet may be held a little longer than its retention, never shorter.
                    long min = now.toEpochMilli() - random.nextInt((int) RETENTION.toMillis());
                    readers.add(new OpenReader(store.querier(min, Long.MAX_VALUE), model.expected(min)));
                }
                if (readers.size() > 8 || (!readers.isEmpty() && random.nextInt(3) == 0)) {
                    check(readers.remove(), at);
                }
            }
            readers.forEach(reader -> check(reader, "end, seed " + seed));
            assertThat(store.statistics().queriersOpen()).isZero();
        }
    }

    private static void check(OpenReader reader, String at) {
        try (Querier querier = reader.querier()) {
            assertThat(StoreModel.read(querier, at)).as(at).isEqualTo(reader.expected());
        }
    }
}
