package io.binnacle.timeseries;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.CommitResult.Taken;
import io.binnacle.timeseries.histogram.Buckets;
import io.binnacle.timeseries.histogram.HistogramCodec;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.histogram.NativeHistogram;
import io.binnacle.timeseries.rollup.RollupModel;

/**
 * What a store must hold, in sorted maps: floats, native histograms, exemplars, metadata. Makes random batches, in order and
 * out of it, with duplicates and stale markers. Of half of the series each sample comes with the start of its counting, which
 * {@link #startOf} tells, so that it is checked for whatever is read.
 */
public final class StoreModel {

    private static final int METRICS = 3;
    private static final int SERIES_A_METRIC = 8;
    private static final long RESTART_MILLIS = 60_000;
    private static final Labels NEVER = Labels.of("__name__", "never", "s", "v0");

    private final Duration retention;
    private final Duration window;
    private final Map<Labels, NavigableMap<Long, Double>> samples = new HashMap<>();
    private final Map<Labels, NavigableMap<Long, NativeHistogram>> histograms = new HashMap<>();
    private final Map<Labels, NavigableMap<Long, TreeSet<String>>> exemplars = new HashMap<>();
    private final SortedMap<String, MetricMetadata> metadata = new TreeMap<>();
    /** The newest sample that each series ever had: a deletion does not bring the window back. */
    private final Map<Labels, Long> newestEver = new HashMap<>();

    /** What can be read, by bits. */
    public record Contents(Map<Labels, Map<Long, Long>> samples, Map<Labels, Map<Long, NativeHistogram>> histograms,
            Map<Labels, Map<Long, TreeSet<String>>> exemplars) {

        /** Whether all of that is in this, too. */
        public boolean holds(Contents other) {
            return holds(samples, other.samples, Object::equals) && holds(histograms, other.histograms, Object::equals)
                    && holds(exemplars, other.exemplars, Set::containsAll);
        }

        /** As {@link #holds}; what was sent twice may show the value that lost, for what prevailed may be deleted already. */
        public boolean holdsOrPrevailsOver(Contents other) {
            return holds(samples, other.samples, (held, lost) -> held.equals(lost)
                    || Samples.prevails(Double.longBitsToDouble(held), Double.longBitsToDouble(lost)))
                    && holds(histograms, other.histograms, (held, lost) -> held.equals(lost) || prevails(held, lost))
                    && holds(exemplars, other.exemplars, Set::containsAll);
        }

        private static <T> boolean holds(Map<Labels, Map<Long, T>> all, Map<Labels, Map<Long, T>> part,
                BiPredicate<T, T> holds) {
            return part.entrySet().stream().allMatch(series -> {
                Map<Long, T> of = all.getOrDefault(series.getKey(), Map.of());
                return series.getValue().entrySet().stream().allMatch(
                        one -> of.containsKey(one.getKey()) && holds.test(of.get(one.getKey()), one.getValue()));
            });
        }
    }

    /** What a deletion is to take. */
    public record Range(List<Matcher> matchers, long minMillis, long maxMillis) {

        /** One or all series of a metric, or rarely all there are; of all time or of some. */
        public static Range random(Random random, long nowMillis, Duration within) {
            List<Matcher> matchers = new ArrayList<>();
            if (random.nextInt(8) == 0) {
                matchers.add(new Matcher("__name__", Matcher.Operator.NOT_EQUAL, "none"));
            } else {
                matchers.add(Matcher.equal("__name__", "m" + random.nextInt(METRICS)));
                if (random.nextBoolean()) {
                    matchers.add(Matcher.equal("s", "v" + random.nextInt(SERIES_A_METRIC)));
                }
            }
            long min = nowMillis - random.nextInt((int) within.toMillis());
            return random.nextInt(4) == 0
                    ? new Range(matchers, Long.MIN_VALUE, Long.MAX_VALUE)
                    : new Range(matchers, min, min + random.nextInt(600_000));
        }

        private boolean takes(Labels labels) {
            return matchers.stream().allMatch(one -> one.matches(labels));
        }
    }

    /** What must become of a batch. */
    public record Expected(Taken samples, Taken histograms, Taken exemplars, int rejected) {

        public void check(CommitResult result, String at) {
            assertThat(result.samples()).as(at).isEqualTo(samples);
            assertThat(result.histograms()).as(at).isEqualTo(histograms);
            assertThat(result.exemplars()).as(at).isEqualTo(exemplars);
            assertThat(result.rejected()).as(at + " " + result.rejectedBy()).isEqualTo(rejected);
        }
    }

    public StoreModel(Duration retention, Duration window) {
        this.retention = retention;
        this.window = window;
    }

    public StoreModel copy() {
        StoreModel copy = new StoreModel(retention, window);
        samples.forEach((labels, own) -> copy.samples.put(labels, new TreeMap<>(own)));
        histograms.forEach((labels, own) -> copy.histograms.put(labels, new TreeMap<>(own)));
        exemplars.forEach((labels, own) -> own.forEach((time, some) -> copy.exemplars
                .computeIfAbsent(labels, key -> new TreeMap<>()).put(time, new TreeSet<>(some))));
        copy.metadata.putAll(metadata);
        copy.newestEver.putAll(newestEver);
        return copy;
    }

    public SortedMap<String, MetricMetadata> metadata() {
        return metadata;
    }

    /** The bits of the points of each series that has one. */
    public Map<Labels, Map<Long, Long>> points(Rollup rollup, long minMillis, long maxMillis) {
        Map<Labels, Map<Long, Long>> points = new TreeMap<>(Labels.ORDER);
        samples.forEach((labels, own) -> {
            Map<Long, Long> some = RollupModel.points(own, rollup, minMillis, maxMillis);
            if (!some.isEmpty()) {
                points.put(labels, some);
            }
        });
        return points;
    }

    /** Deletes; how many samples go, as a store counts them. */
    public long delete(Range range) {
        long before = count();
        delete(samples, range);
        delete(histograms, range);
        delete(exemplars, range);
        return before - count();
    }

    /** Samples, float and native histogram. */
    private long count() {
        return samples.values().stream().mapToLong(Map::size).sum()
                + histograms.values().stream().mapToLong(Map::size).sum();
    }

    private static <T> void delete(Map<Labels, NavigableMap<Long, T>> from, Range range) {
        from.forEach((labels, own) -> {
            if (range.takes(labels)) {
                own.subMap(range.minMillis(), true, range.maxMillis(), true).clear();
            }
        });
        from.values().removeIf(Map::isEmpty);
    }

    // ---- a batch ----------------------------------------------------------------------------------------------------

    /** Fills a batch at random, and takes what the store must take of it. */
    public Expected fill(Appender appender, Random random, long nowMillis) {
        long retainedFrom = nowMillis - retention.toMillis();
        dropBefore(retainedFrom);
        return new Batch(appender, random, nowMillis, retainedFrom).fill();
    }

    private void dropBefore(long millis) {
        samples.values().forEach(own -> own.headMap(millis).clear());
        samples.values().removeIf(Map::isEmpty);
        histograms.values().forEach(own -> own.headMap(millis).clear());
        histograms.values().removeIf(Map::isEmpty);
        exemplars.values().forEach(own -> own.headMap(millis).clear());
        exemplars.values().removeIf(Map::isEmpty);
    }

    private Map<Labels, Long> newest() {
        Map<Labels, Long> newest = new HashMap<>();
        samples.forEach((labels, own) -> newest.put(labels, own.lastKey()));
        histograms.forEach((labels, own) -> newest.merge(labels, own.lastKey(), Math::max));
        return newest;
    }

    private final class Batch {

        private final Appender appender;
        private final Random random;
        private final long nowMillis;
        private final long retainedFrom;
        private final Map<Labels, Long> newestBefore = new HashMap<>(newestEver);
        private final int[] taken = new int[6];
        private int rejected;

        Batch(Appender appender, Random random, long nowMillis, long retainedFrom) {
            this.appender = appender;
            this.random = random;
            this.nowMillis = nowMillis;
            this.retainedFrom = retainedFrom;
        }

        Expected fill() {
            for (int i = random.nextInt(40); i > 0; i--) {
                Labels labels = Labels.of("__name__", "m" + random.nextInt(METRICS), "s",
                        "v" + random.nextInt(SERIES_A_METRIC));
                int series = appender.series(labels);
                switch (random.nextInt(8)) {
                    case 0, 1 -> histogram(labels, series);
                    case 2 -> exemplar(labels, series);
                    default -> sample(labels, series);
                }
            }
            if (random.nextInt(5) == 0) {
                appender.exemplar(appender.series(NEVER), Labels.empty(), nowMillis, 1);
                rejected++;
            }
            if (random.nextInt(6) == 0) {
                MetricMetadata told = new MetricMetadata(MetricMetadata.Type.of(random.nextInt(4)), "s",
                        "help " + random.nextInt(3));
                String family = "m" + random.nextInt(METRICS);
                appender.metadata(family, told);
                metadata.put(family, told);
            }
            return new Expected(new Taken(taken[0], taken[1]), new Taken(taken[2], taken[3]),
                    new Taken(taken[4], taken[5]), rejected);
        }

        private long time() {
            long back = random.nextInt(5) == 0 ? random.nextInt(400_000) : random.nextInt(3000);
            return (nowMillis - back) / 500 * 500;
        }

        private boolean isRefused(Labels labels, long time) {
            Long newest = newestBefore.get(labels);
            return time < retainedFrom || (newest != null && time < newest - window.toMillis());
        }

        private void sample(Labels labels, int series) {
            long time = time();
            double value = switch (random.nextInt(10)) {
                case 0 -> Samples.STALE;
                case 1 -> Double.NaN;
                case 2 -> random.nextDouble();
                default -> random.nextInt(5);
            };
            appender.append(series, time, value);
            start(labels, series, time);
            if (isRefused(labels, time)) {
                rejected++;
                return;
            }
            newestEver.merge(labels, time, Math::max);
            NavigableMap<Long, Double> own = samples.computeIfAbsent(labels, key -> new TreeMap<>());
            Double present = own.get(time);
            boolean news = present == null || Samples.prevails(value, present);
            if (news) {
                own.put(time, value);
            }
            taken[news ? 0 : 1]++;
        }

        private void histogram(Labels labels, int series) {
            long time = time();
            NativeHistogram value = randomHistogram(random);
            appender.append(series, time, value);
            start(labels, series, time);
            if (isRefused(labels, time)) {
                rejected++;
                return;
            }
            newestEver.merge(labels, time, Math::max);
            NavigableMap<Long, NativeHistogram> own = histograms.computeIfAbsent(labels, key -> new TreeMap<>());
            NativeHistogram present = own.get(time);
            boolean news = present == null || prevails(value, present);
            if (news) {
                own.put(time, value);
            }
            taken[news ? 2 : 3]++;
        }

        /** At the newest sample or before it: so they go with their series. */
        private void exemplar(Labels labels, int series) {
            Long newest = newest().get(labels);
            if (newest == null) {
                return;
            }
            long time = newest - random.nextInt(20) * 500L;
            double value = random.nextInt(3);
            Labels own = Labels.of("trace", "t" + random.nextInt(3));
            appender.exemplar(series, own, time, value);
            if (isRefused(labels, time)) {
                rejected++;
                return;
            }
            boolean news = exemplars.computeIfAbsent(labels, key -> new TreeMap<>())
                    .computeIfAbsent(time, key -> new TreeSet<>()).add(own + " " + value);
            taken[news ? 4 : 5]++;
        }

        private void start(Labels labels, int series, long time) {
            if (hasStarts(labels)) {
                appender.startTime(series, time, startOf(time));
            }
        }
    }

    private static boolean prevails(NativeHistogram candidate, NativeHistogram present) {
        return Arrays.compareUnsigned(HistogramCodec.encode(candidate), HistogramCodec.encode(present)) > 0;
    }

    private static boolean hasStarts(Labels labels) {
        return labels.find("s").orElse("").hashCode() % 2 == 0;
    }

    private static long startOf(long time) {
        return Math.floorDiv(time, RESTART_MILLIS) * RESTART_MILLIS - 7;
    }

    /** One of few, so that there are duplicates. */
    public static NativeHistogram randomHistogram(Random random) {
        int[] offsets = {random.nextInt(3) - 1};
        int[] lengths = {2};
        int first = random.nextInt(3);
        return switch (random.nextInt(8)) {
            case 0 -> NativeHistogram.stale();
            case 1 -> NativeHistogram.ofFloats().schema(3).count(2.5).sum(random.nextInt(2))
                    .negative(Buckets.ofFloats(offsets, lengths, 0.5, 2)).build();
            case 2 -> NativeHistogram.ofIntegers().schema(NativeHistogram.CUSTOM_BOUNDS).customBounds(0.5, 1, 10)
                    .count(first + 1).sum(4).positive(Buckets.ofIntegers(new int[]{0}, lengths, first, 1)).build();
            default -> NativeHistogram.ofIntegers().schema(random.nextInt(3)).zero(1e-9, 1).count(first + 5).sum(-1.5)
                    .positive(Buckets.ofIntegers(offsets, lengths, first, 4)).build();
        };
    }

    // ---- what is read -----------------------------------------------------------------------------------------------

    /** What of it can be read from that time on. */
    public Contents expected(long fromMillis) {
        return new Contents(
                from(samples, fromMillis, (labels, own) -> {
                    Map<Long, Long> bits = new TreeMap<>();
                    own.forEach((time, value) -> bits.put(time, Double.doubleToRawLongBits(value)));
                    return bits;
                }),
                from(histograms, fromMillis, (labels, own) -> new TreeMap<>(own)),
                from(exemplars, fromMillis, (labels, own) -> {
                    Map<Long, TreeSet<String>> some = new TreeMap<>();
                    own.forEach((time, set) -> some.put(time, new TreeSet<>(set)));
                    return some;
                }));
    }

    private static <T, R> Map<Labels, R> from(Map<Labels, NavigableMap<Long, T>> all, long fromMillis,
            BiFunction<Labels, NavigableMap<Long, T>, R> copy) {
        Map<Labels, R> found = new HashMap<>();
        all.forEach((labels, own) -> {
            NavigableMap<Long, T> tail = own.tailMap(fromMillis, true);
            if (!tail.isEmpty()) {
                found.put(labels, copy.apply(labels, tail));
            }
        });
        return found;
    }

    /** Reads all that a querier sees, and checks the starts on the way. */
    public static Contents read(Querier querier, String at) {
        Contents read = new Contents(new HashMap<>(), new HashMap<>(), new HashMap<>());
        for (Series series : querier.select(List.of())) {
            Map<Long, Long> bits = new TreeMap<>();
            TimeSeriesStoreContract.read(series.samples(), 3)
                    .forEach((time, value) -> bits.put(time, Double.doubleToRawLongBits(value)));
            Map<Long, NativeHistogram> distributions = new TreeMap<>();
            long last = Long.MIN_VALUE;
            for (HistogramSample one : series.histograms()) {
                assertThat(one.epochMillis()).as(at).isGreaterThan(last);
                last = one.epochMillis();
                distributions.put(last, one.histogram());
            }
            assertThat(bits.isEmpty() && distributions.isEmpty()).as(at + ": " + series.labels()).isFalse();
            if (!bits.isEmpty()) {
                read.samples.put(series.labels(), bits);
            }
            if (!distributions.isEmpty()) {
                read.histograms.put(series.labels(), distributions);
            }
            if (hasStarts(series.labels())) {
                checkStarts(series, bits.keySet(), at);
                checkStarts(series, distributions.keySet(), at);
            }
        }
        for (SeriesExemplars one : querier.exemplars(List.of(), Integer.MAX_VALUE)) {
            Map<Long, TreeSet<String>> own = new TreeMap<>();
            for (Exemplar exemplar : one.exemplars()) {
                assertThat(own.computeIfAbsent(exemplar.epochMillis(), key -> new TreeSet<>())
                        .add(exemplar.labels() + " " + exemplar.value())).as(at).isTrue();
            }
            assertThat(read.exemplars.put(one.series(), own)).as(at).isNull();
        }
        return read;
    }

    private static void checkStarts(Series series, Iterable<Long> times, String at) {
        List<StartTime> all = series.startTimes(Long.MIN_VALUE, Long.MAX_VALUE);
        for (long time : times) {
            assertThat(StartTime.find(all, time)).as(at + ": " + series.labels() + " @" + time).hasValue(startOf(time));
            if (time % 5000 == 0) {
                assertThat(StartTime.find(series.startTimes(time, time), time)).as(at).hasValue(startOf(time));
            }
        }
    }
}
