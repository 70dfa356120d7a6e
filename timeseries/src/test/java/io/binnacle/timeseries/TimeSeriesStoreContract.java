package io.binnacle.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.CardinalityReport.LabelSeries;
import io.binnacle.timeseries.CardinalityReport.MetricSeries;
import io.binnacle.timeseries.CardinalityReport.PairSeries;
import io.binnacle.timeseries.CardinalityReport.SenderSeries;
import io.binnacle.timeseries.CommitResult.Reason;
import io.binnacle.timeseries.catalogue.SeriesLimits;
import io.binnacle.timeseries.rollup.RandomSamples;
import io.binnacle.timeseries.rollup.RollupModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TimeSeriesStore} does; a test that needs what not every store can is skipped for one that says it cannot.
 * The stores in memory and on disk are of this module; the one of another server is in {@code telemetry}, which has this contract by
 * the jar of these tests.
 */
public abstract class TimeSeriesStoreContract {

    protected static final Duration RETENTION = Duration.ofHours(6);
    protected static final Duration WINDOW = Duration.ofHours(1);
    protected static final Duration TOLERANCE = Duration.ofMinutes(10);
    protected static final int SERIES_MAX = 50;
    protected static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    protected final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    protected TimeSeriesStore store;

    /** An empty store with the bounds above. */
    protected abstract TimeSeriesStore open(InstantSource clock, SeriesLimits.Limit tenantLimit);

    /** Ends a test, as skipped, whose store says that it lacks one of these. */
    protected void requires(StoreCapability... needed) {
        for (StoreCapability one : needed) {
            assumeTrue(store.capabilities().contains(one), () -> "this store says that it lacks " + one);
        }
    }

    @BeforeEach
    void openStore() {
        store = open(now::get, SeriesLimits.Limit.NONE);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    protected static long at(long seconds) {
        return NOON.toEpochMilli() + seconds * 1000;
    }

    protected static Labels up(String host) {
        return Labels.of("__name__", "up", "host", host);
    }

    protected CommitResult append(Labels series, long seconds, double value) {
        Appender appender = store.appender();
        appender.append(series, at(seconds), value);
        return appender.commit();
    }

    protected Querier all() {
        return store.querier(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    protected Map<Labels, Map<Long, Double>> everything() {
        try (Querier querier = all()) {
            return read(querier);
        }
    }

    protected Map<Long, Double> samplesOf(Labels series) {
        return everything().getOrDefault(series, Map.of());
    }

    public static Map<Labels, Map<Long, Double>> read(Querier querier, Matcher... matchers) {
        Map<Labels, Map<Long, Double>> read = new TreeMap<>(Labels.ORDER);
        for (Series series : querier.select(List.of(matchers))) {
            assertThat(read.put(series.labels(), read(series.samples(), 3))).as("each label set once").isNull();
        }
        return read;
    }

    /** Reads by arrays of that length; checks the order on the way. */
    public static Map<Long, Double> read(SampleCursor cursor, int length) {
        Map<Long, Double> samples = new TreeMap<>();
        long[] times = new long[length];
        double[] values = new double[length];
        long last = Long.MIN_VALUE;
        for (int read = cursor.read(times, values, 0); read > 0; read = cursor.read(times, values, 0)) {
            for (int i = 0; i < read; i++) {
                assertThat(times[i]).isGreaterThan(last);
                last = times[i];
                samples.put(times[i], values[i]);
            }
        }
        return samples;
    }

    @Test
    void whatIsCommittedIsFound() {
        assertThat(append(up("a"), 0, 1).appended()).isEqualTo(1);
        assertThat(everything()).isEqualTo(Map.of(up("a"), Map.of(at(0), 1.0)));
    }

    @Test
    void aSeriesMayBeNamedByItsBytes() {
        Appender appender = store.appender(new Sender("t", "s"));
        byte[] bytes = LabelBytes.write(up("a"));
        byte[] inside = Arrays.copyOf(bytes, bytes.length + 3);
        System.arraycopy(bytes, 0, inside, 2, bytes.length);
        int number = appender.series(inside, 2, bytes.length);
        appender.append(number, at(0), 1);
        appender.append(number, at(1), 2);
        Arrays.fill(inside, (byte) 0);
        appender.append(appender.series(up("a")), at(2), 3);
        assertThatThrownBy(() -> appender.series(new byte[]{0x0A, 9, 1}, 0, 3)).isInstanceOf(InvalidInput.class);
        assertThat(appender.commit().appended()).isEqualTo(3);
        appender.append(appender.series(bytes, 0, bytes.length), at(3), 4);
        assertThat(appender.commit().appended()).isEqualTo(1);
        assertThat(everything()).isEqualTo(Map.of(up("a"), Map.of(at(0), 1.0, at(1), 2.0, at(2), 3.0, at(3), 4.0)));
    }

    @Test
    void aReferenceIsGoodInLaterBatchesWhereTheStoreGivesOne() {
        Appender appender = store.appender();
        int fresh = appender.series(up("a"));
        assertThat(appender.reference(fresh)).as("not in the store yet").isEqualTo(Appender.NO_REFERENCE);
        appender.append(fresh, at(0), 1);
        appender.commit();
        long reference = appender.reference(appender.series(up("a")));
        appender.rollback();
        Appender other = store.appender(new Sender("t", "s"));
        assertThat(other.seriesOf(Appender.NO_REFERENCE)).isNegative();
        int again = other.seriesOf(reference);
        assertThat(again < 0).isEqualTo(reference == Appender.NO_REFERENCE);
        other.append(again < 0 ? other.series(up("a")) : again, at(1), 2);
        assertThat(other.commit().appended()).isEqualTo(1);
        assertThat(everything()).isEqualTo(Map.of(up("a"), Map.of(at(0), 1.0, at(1), 2.0)));
    }

    @Test
    void labelsInAnotherOrderAreTheSameSeries() {
        byte[] bytes = new byte[100];
        int length = 0;
        for (Labels one : List.of(Labels.of("b", "2"), Labels.of("a", "1"))) {
            byte[] label = LabelBytes.write(one);
            System.arraycopy(label, 0, bytes, length, label.length);
            length += label.length;
        }
        Appender appender = store.appender();
        appender.append(appender.series(bytes, 0, length), at(0), 1);
        appender.append(Labels.of("a", "1", "b", "2"), at(1), 2);
        appender.commit();
        assertThat(everything()).isEqualTo(Map.of(Labels.of("a", "1", "b", "2"), Map.of(at(0), 1.0, at(1), 2.0)));
    }

    @Test
    void aBatchIsInvisibleUntilItIsCommitted() {
        Appender appender = store.appender();
        appender.append(up("a"), at(0), 1);
        assertThat(everything()).isEmpty();
        appender.rollback();
        assertThat(appender.commit().appended()).isZero();
        assertThat(everything()).isEmpty();
    }

    @Test
    void aQuerierDoesNotSeeLaterCommits() {
        requires(StoreCapability.SNAPSHOTS, StoreCapability.REPLACEMENT);
        append(up("a"), 0, 1);
        try (Querier before = all()) {
            append(up("a"), 1, 2);
            append(up("b"), 1, 2);
            append(up("a"), -5, 0);
            append(up("a"), 0, 100);
            assertThat(read(before)).isEqualTo(Map.of(up("a"), Map.of(at(0), 1.0)));
            assertThat(before.labelValues("host", List.of())).containsExactly("a");
        }
        assertThat(samplesOf(up("a"))).isEqualTo(Map.of(at(-5), 0.0, at(0), 100.0, at(1), 2.0));
    }

    @Test
    void theRangeOfAQuerierIsInclusiveAtBothEnds() {
        for (int i = 0; i < 5; i++) {
            append(up("a"), i, i);
        }
        append(up("b"), 0, 0);
        try (Querier querier = store.querier(at(1), at(3))) {
            assertThat(read(querier)).isEqualTo(Map.of(up("a"), Map.of(at(1), 1.0, at(2), 2.0, at(3), 3.0)));
            Series series = querier.select(List.of()).getFirst();
            assertThat(read(series.samples(at(2), at(9)), 8).keySet()).containsExactly(at(2), at(3));
            assertThat(read(series.samples(at(3), at(2)), 8)).isEmpty();
        }
        try (Querier nothing = store.querier(at(3), at(1))) {
            assertThat(nothing.select(List.of())).isEmpty();
        }
    }

    @Test
    void aCursorFillsFromTheOffsetOn() {
        append(up("a"), 0, 1);
        append(up("a"), 1, 2);
        try (Querier querier = all()) {
            long[] times = new long[2];
            double[] values = new double[2];
            SampleCursor cursor = querier.select(List.of()).getFirst().samples();
            assertThat(cursor.read(times, values, 2)).as("no room").isZero();
            assertThat(cursor.read(times, values, 1)).isEqualTo(1);
            assertThat(values[1]).isEqualTo(1);
            assertThat(cursor.read(times, values, 0)).isEqualTo(1);
            assertThat(times[0]).isEqualTo(at(1));
            assertThat(cursor.read(times, values, 0)).isZero();
        }
    }

    @Test
    void matchersSelectSeries() {
        append(Labels.of("__name__", "up", "host", "a", "site", "x"), 0, 1);
        append(up("b"), 0, 1);
        append(Labels.of("__name__", "load", "host", "a"), 0, 1);
        try (Querier querier = all()) {
            assertThat(read(querier, Matcher.equal("__name__", "up"))).hasSize(2);
            assertThat(read(querier, Matcher.equal("host", "a"), Matcher.equal("__name__", "up"))).hasSize(1);
            assertThat(read(querier, Matcher.equal("site", ""))).as("no label is an empty one").hasSize(2);
            assertThat(read(querier, new Matcher("site", Matcher.Operator.NOT_EQUAL, ""))).hasSize(1);
            assertThat(read(querier, new Matcher("host", Matcher.Operator.MATCH, "a|c"))).hasSize(2);
            assertThat(read(querier, new Matcher("host", Matcher.Operator.NOT_MATCH, "a.*"))).hasSize(1);
            assertThat(read(querier, Matcher.equal("host", "z"))).isEmpty();
            assertThat(querier.labelNames(List.of(Matcher.equal("__name__", "load")))).containsExactly("__name__",
                    "host");
            assertThat(querier.labelValues("host", List.of())).containsExactly("a", "b");
            assertThat(querier.labelValues("site", List.of(Matcher.equal("host", "b")))).isEmpty();
        }
    }

    @Test
    void goodSamplesBesideBadOnesAreKept() {
        append(up("a"), 0, 1);
        Appender appender = store.appender();
        appender.append(up("a"), at(1), 2);
        appender.append(up("a"), at(-WINDOW.toSeconds() - 1), 3);
        appender.append(up("b"), at(-RETENTION.toSeconds() - 1), 4);
        appender.append(up("b"), at(TOLERANCE.toSeconds() + 1), 5);
        appender.append(Labels.empty(), at(1), 6);
        appender.append(up("c"), at(1), 7);
        CommitResult result = appender.commit();
        assertThat(result.appended()).isEqualTo(2);
        assertThat(result.rejectedBy()).isEqualTo(Map.of(Reason.OUT_OF_ORDER, 1, Reason.TOO_OLD, 1, Reason.TOO_NEW, 1,
                Reason.NO_LABELS, 1));
        assertThat(result.examples()).hasSize(4)
                .contains(new CommitResult.Rejection(up("b"), at(TOLERANCE.toSeconds() + 1), 5, Reason.TOO_NEW));
        assertThat(everything().keySet()).containsExactly(up("a"), up("c"));
    }

    @Test
    void samplesWithinTheWindowMayComeInAnyOrder() {
        Appender appender = store.appender();
        long[] seconds = {0, -3000, 10, -7000, 5};
        for (long second : seconds) {
            appender.append(up("a"), at(second), 1);
        }
        assertThat(appender.commit().appended()).as("before the first commit there is no newest sample").isEqualTo(5);
        assertThat(append(up("a"), 10 - WINDOW.toSeconds(), 1).appended()).isEqualTo(1);
        assertThat(append(up("a"), 9 - WINDOW.toSeconds(), 1).rejectedBy()).containsOnlyKeys(Reason.OUT_OF_ORDER);
        assertThat(samplesOf(up("a")).keySet()).containsExactly(at(-7000), at(10 - WINDOW.toSeconds()),
                at(-3000),
                at(0), at(5), at(10));
    }

    @Test
    void ofTwoSamplesOfOneTimeTheSameOneStaysInAnyOrderOfArrival() {
        requires(StoreCapability.REPLACEMENT, StoreCapability.STALE_MARKERS);
        double[][] orders = {{1, 2, Double.NaN, Samples.STALE}, {Samples.STALE, Double.NaN, 2, 1},
                {2, Samples.STALE, 1}};
        for (int i = 0; i < orders.length; i++) {
            for (double value : orders[i]) {
                append(up("host " + i), 0, value);
            }
            assertThat(samplesOf(up("host " + i))).isEqualTo(Map.of(at(0), 2.0));
        }
        CommitResult again = append(up("host 0"), 0, 2);
        assertThat(again).extracting(CommitResult::appended, CommitResult::duplicates, CommitResult::rejected)
                .containsExactly(0, 1, 0);
    }

    @Test
    void aStaleMarkerKeepsItsBits() {
        requires(StoreCapability.STALE_MARKERS);
        append(up("a"), 0, Samples.STALE);
        append(up("b"), 0, Double.NaN);
        assertThat(samplesOf(up("a")).values()).allMatch(Samples::isStale).hasSize(1);
        assertThat(samplesOf(up("b")).values()).noneMatch(Samples::isStale).hasSize(1);
    }

    @Test
    void newSeriesBeyondTheLimitAreRefusedAndKnownOnesGoOn() {
        Appender appender = store.appender();
        for (int i = 0; i < SERIES_MAX + 5; i++) {
            appender.append(up("h" + i), at(0), i);
        }
        CommitResult result = appender.commit();
        assertThat(result.appended()).isEqualTo(SERIES_MAX);
        assertThat(result.rejectedBy()).isEqualTo(Map.of(Reason.SERIES_LIMIT, 5));
        assertThat(append(up("h0"), 1, 1).appended()).isEqualTo(1);
        assertThat(store.statistics()).extracting(StoreStatistics::series, StoreStatistics::samples)
                .containsExactly((long) SERIES_MAX, SERIES_MAX + 1L);
        assertThat(store.statistics().rejectedTotal()).isEqualTo(Map.of(Reason.SERIES_LIMIT, 5L));
    }

    /** A batch of one sample each of several series, some of them twice. */
    private static CommitResult append(TimeSeriesStore limited, Sender sender, long seconds, String... hosts) {
        Appender appender = limited.appender(sender);
        for (String host : hosts) {
            appender.append(up(host), at(seconds), 1);
        }
        return appender.commit();
    }

    @Test
    void aTenantHasSoManyActiveSeriesAndOthersAreNotConcerned() {
        Sender sender = new Sender("t", "agent");
        try (TimeSeriesStore limited = open(now::get, new SeriesLimits.Limit(3, 10))) {
            assertThat(append(limited, sender, 0, "a", "b", "a", "c", "d", "c", "d").rejectedBy())
                    .isEqualTo(Map.of(Reason.TENANT_SERIES_LIMIT, 2));
            assertThat(append(limited, new Sender("t", "other agent"), 0, "e").rejectedBy())
                    .isEqualTo(Map.of(Reason.TENANT_SERIES_LIMIT, 1));
            assertThat(append(limited, new Sender("u", "agent"), 0, "e", "f", "g").rejected()).isZero();
            assertThat(append(limited, sender, 1, "a", "b", "c").appended()).as("known ones go on").isEqualTo(3);
            now.set(NOON.plus(Duration.ofHours(2)));
            assertThat(append(limited, sender, 7200, "x", "y", "z").rejected()).as("silence makes room").isZero();
            assertThat(append(limited, sender, 7200, "a", "x").rejectedBy())
                    .isEqualTo(Map.of(Reason.TENANT_SERIES_LIMIT, 1));
        }
    }

    @Test
    void aTenantCreatesSoManySeriesAnHour() {
        Sender sender = new Sender("t", "agent");
        try (TimeSeriesStore limited = open(now::get, new SeriesLimits.Limit(10, 3))) {
            assertThat(append(limited, sender, 0, "a", "b", "c", "d", "d").rejectedBy())
                    .isEqualTo(Map.of(Reason.CHURN_LIMIT, 2));
            assertThat(append(limited, sender, 1, "a").appended()).isEqualTo(1);
            now.set(NOON.plus(Duration.ofHours(1)));
            assertThat(append(limited, sender, 3600, "d").appended()).isEqualTo(1);
        }
    }

    @Test
    void theReportTellsWhichMetricLabelAndSenderHaveMostSeries() {
        append(store, new Sender("t", "agent"), 0, "a", "b");
        now.set(NOON.plus(Duration.ofMinutes(61)));
        append(store, new Sender("t", "other"), 3660, "c");
        append(Labels.of("__name__", "load"), 3660, 1);
        CardinalityReport report = store.cardinality(2, CardinalityReport.Order.SERIES);
        assertThat(report.series()).isEqualTo(4);
        assertThat(report.newSeries()).isEqualTo(2);
        assertThat(report.metrics()).containsExactly(new MetricSeries("up", 3, 1), new MetricSeries("load", 1, 1));
        assertThat(report.labels()).containsExactly(new LabelSeries("__name__", 4, 2, 2, 6),
                new LabelSeries("host", 3, 1, 3, 3));
        assertThat(report.labelPairs()).isEqualTo(5);
        assertThat(report.pairs()).hasSize(2).first().isEqualTo(new PairSeries("__name__", "up", 3));
        assertThat(report.senders()).hasSize(2).first().isEqualTo(new SenderSeries("t", "agent", 2, 0));
        assertThat(store.cardinality(1, CardinalityReport.Order.NEW_SERIES).senders()).hasSize(1)
                .noneMatch(sender -> sender.sender().equals("agent"));
    }

    @Test
    void whatIsOlderThanTheRetentionGoesAndMakesRoom() {
        for (int i = 0; i < SERIES_MAX; i++) {
            append(up("old" + i), 0, i);
        }
        now.set(NOON.plus(RETENTION).plusSeconds(1));
        append(up("old0"), RETENTION.toSeconds(), 1);
        assertThat(append(up("new"), RETENTION.toSeconds(), 1).appended()).isEqualTo(1);
        assertThat(everything().keySet()).containsExactly(up("new"), up("old0"));
        assertThat(samplesOf(up("old0")).keySet()).containsExactly(at(RETENTION.toSeconds()));
    }

    private NavigableMap<Long, Long> points(Rollup rollup, long minMillis, long maxMillis, Matcher... matchers) {
        NavigableMap<Long, Long> points = new TreeMap<>();
        try (Querier querier = store.querier(minMillis, maxMillis)) {
            for (Series series : querier.select(List.of(matchers), rollup)) {
                read(series.samples(), 5).forEach((end, value) -> points.put(end, Double.doubleToRawLongBits(value)));
            }
        }
        return points;
    }

    @Test
    void pointsAreWhatTheSamplesMake() {
        requires(StoreCapability.EXACT_VALUES, StoreCapability.STALE_MARKERS);
        long start = at(-RETENTION.toSeconds() + 1);
        for (int seed = 0; seed < 8; seed++) {
            NavigableMap<Long, Double> samples = RandomSamples.of(new Random(seed), start, NOON.toEpochMilli());
            Appender appender = store.appender();
            samples.forEach((time, value) -> appender.append(up("a"), time, value));
            assertThat(appender.commit().rejected()).isZero();
            for (Resolution resolution : Resolution.values()) {
                for (Aggregate aggregate : Aggregate.values()) {
                    Rollup rollup = new Rollup(resolution, aggregate);
                    for (long min : new long[]{Long.MIN_VALUE, at(-7200), at(-7201), at(-1)}) {
                        assertThat(points(rollup, min, at(-300))).as("%s from %s, seed %s", rollup, min, seed)
                                .isEqualTo(RollupModel.points(samples, rollup, min, at(-300)));
                    }
                }
            }
            store.close();
            openStore();
        }
    }

    @Test
    void pointsOfAQuerierAreOfItsVersionAndItsMatchers() {
        requires(StoreCapability.SNAPSHOTS);
        append(up("a"), 0, 1);
        append(up("b"), 0, 7);
        Rollup sum = new Rollup(Resolution.HOUR, Aggregate.SUM);
        try (Querier before = all()) {
            append(up("a"), -1, 5);
            List<Series> found = before.select(List.of(Matcher.equal("host", "a")), sum);
            assertThat(found).extracting(Series::labels).containsExactly(up("a"));
            assertThat(read(found.getFirst().samples(), 3)).isEqualTo(Map.of(at(0), 1.0));
            assertThat(read(found.getFirst().samples(at(1), at(9)), 3)).isEmpty();
        }
        assertThat(points(sum, at(0), at(0), Matcher.equal("host", "a")))
                .isEqualTo(Map.of(at(0), Double.doubleToRawLongBits(6)));
        assertThat(points(sum, at(1), at(3599))).as("no window ends there").isEmpty();
    }

    @Test
    void aClosedStoreSaysSo() {
        Appender appender = store.appender();
        appender.append(up("a"), at(0), 1);
        store.close();
        store.close();
        assertThatThrownBy(appender::commit).isInstanceOf(Unavailable.class);
        assertThatThrownBy(store::appender).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> store.querier(0, 1)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> store.delete(List.of(Matcher.equal("host", "a")), at(0), at(1)))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void aReaderSeesEachCommitWholeWhileAWriterGoesOn() throws InterruptedException {
        requires(StoreCapability.SNAPSHOTS);
        int rounds = 400;
        List<String> faults = new ArrayList<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            long seen = -1;
            while (seen < rounds - 1 && faults.isEmpty()) {
                try (Querier querier = all()) {
                    Map<Labels, Map<Long, Double>> read = read(querier);
                    long[] lengths = read.values().stream().mapToLong(Map::size).toArray();
                    if (Arrays.stream(lengths).distinct().count() > 1
                            || (lengths.length != 0 && lengths.length != 10)) {
                        faults.add("torn: " + Arrays.toString(lengths));
                    }
                    seen = lengths.length == 0 ? -1 : lengths[0] - 1;
                }
            }
        });
        for (int round = 0; round < rounds; round++) {
            Appender appender = store.appender();
            for (int host = 0; host < 10; host++) {
                // Backwards within the window, so that arrays are both grown and copied.
                appender.append(up("h" + host), at(round % 2 == 0 ? round : -round), round);
            }
            appender.commit();
        }
        reader.join(Duration.ofSeconds(30));
        assertThat(faults).isEmpty();
        assertThat(reader.isAlive()).isFalse();
        assertThat(store.statistics().queriersOpen()).isZero();
    }
}
