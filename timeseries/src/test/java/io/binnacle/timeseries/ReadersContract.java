package io.binnacle.timeseries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import org.junit.jupiter.api.Test;

/** What the readers and groupings of every {@link TimeSeriesStore} do; and all the rest. */
public abstract class ReadersContract extends TimeSeriesStoreContract {

    private static Labels series(int host, String mode) {
        return Labels.of("__name__", "cpu", "host", "h" + host, "mode", mode);
    }

    private void appendSome() {
        for (int host = 0; host < 5; host++) {
            for (int i = 0; i < 20 + host; i++) {
                append(series(host, "idle"), i, host * 100 + i);
                append(series(host, "user"), i, -i);
            }
        }
    }

    private static Map<Labels, Map<Long, Double>> read(Querier querier, SeriesReader reader, long min, long max) {
        Map<Labels, Map<Long, Double>> read = new HashMap<>();
        SampleColumns columns = new SampleColumns(1);
        for (Series series : querier.select(List.of())) {
            Map<Long, Double> samples = new HashMap<>();
            columns.clear();
            reader.read(series, min, max, columns);
            for (int i = 0; i < columns.count(); i++) {
                samples.put(columns.times()[i], columns.values()[i]);
            }
            read.put(series.labels(), samples);
        }
        return read;
    }

    @Test
    void aReaderReadsWhatTheSeriesHas() {
        appendSome();
        try (Querier querier = store.querier(at(3), at(15))) {
            Map<Labels, Map<Long, Double>> all = read(querier, querier.reader(), Long.MIN_VALUE, Long.MAX_VALUE);
            assertThat(all).hasSize(10).isEqualTo(read(querier));
            assertThat(all.get(series(2, "idle"))).hasSize(13).containsEntry(at(3), 203.0);
            assertThat(read(querier, querier.reader(), at(14), at(99)).get(series(2, "user")))
                    .isEqualTo(Map.of(at(14), -14.0, at(15), -15.0));
        }
    }

    @Test
    void aReaderReadsPointsToo() {
        for (int i = 0; i < 40; i++) {
            append(series(1, "idle"), i * 60L, i);
            append(series(2, "idle"), i * 60L, 2 * i);
        }
        try (Querier querier = store.querier(at(0), at(3000))) {
            SeriesReader reader = querier.reader();
            SeriesGrouping grouping = reader.grouping(new LabelChoice(true, Set.of("host")));
            List<Series> found = querier.select(List.of(), new Rollup(Resolution.FIVE_MINUTES, Aggregate.MAX));
            assertThat(found).hasSize(2);
            for (Series series : found) {
                SampleColumns points = new SampleColumns();
                reader.read(series, at(600), Long.MAX_VALUE, points);
                Map<Long, Double> read = new HashMap<>();
                for (int i = 0; i < points.count(); i++) {
                    read.put(points.times()[i], points.values()[i]);
                }
                assertThat(read).isNotEmpty().isEqualTo(read(series.samples(at(600), Long.MAX_VALUE), 3));
                assertThat(reader.histograms(series, Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
                assertThat(reader.startTimes(series, Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
                assertThat(grouping.labels(grouping.group(series))).isEqualTo(series.labels().keep(Set.of("host")));
            }
        }
    }

    @Test
    void whatIsReadIsAppended() {
        append(series(1, "idle"), 1, 7);
        try (Querier querier = all()) {
            SampleColumns columns = new SampleColumns();
            columns.append(3, 4);
            querier.reader().read(querier.select(List.of()).getFirst(), Long.MIN_VALUE, Long.MAX_VALUE, columns);
            assertThat(columns.count()).isEqualTo(2);
            assertThat(columns.times()).startsWith(3, at(1));
            assertThat(columns.values()).startsWith(4, 7);
        }
    }

    @Test
    void readersOfOneQuerierWorkInSeveralThreads() throws InterruptedException, ExecutionException {
        appendSome();
        try (Querier querier = all(); ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Series> found = querier.select(List.of());
            List<Future<Double>> sums = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                SeriesReader reader = querier.reader();
                sums.add(threads.submit(() -> sum(found, reader)));
            }
            double expected = sum(found, querier.reader());
            for (Future<Double> sum : sums) {
                assertThat(sum.get()).isEqualTo(expected);
            }
        }
    }

    private static double sum(List<Series> found, SeriesReader reader) {
        double sum = 0;
        SampleColumns columns = new SampleColumns();
        for (int round = 0; round < 50; round++) {
            for (Series series : found) {
                columns.clear();
                reader.read(series, Long.MIN_VALUE, Long.MAX_VALUE, columns);
                for (int i = 0; i < columns.count(); i++) {
                    sum += columns.values()[i];
                }
            }
        }
        return sum;
    }

    @Test
    void candidatesAreWhatIsSelectedAndPerhapsSeriesWithoutSamples() {
        appendSome();
        append(series(7, "idle"), 500, 1);
        try (Querier querier = store.querier(at(22), at(30))) {
            Set<Labels> candidates = new HashSet<>();
            for (Series series : querier.candidates(List.of(Matcher.equal("mode", "idle")))) {
                assertThat(candidates.add(series.labels())).as("each label set once").isTrue();
            }
            assertThat(candidates).contains(series(3, "idle"), series(4, "idle")).doesNotContain(series(4, "user"));
        }
    }

    @Test
    void seriesAreOfOneGroupWhenTheChosenLabelsAreTheSame() {
        appendSome();
        append(Labels.of("__name__", "up"), 0, 1);
        try (Querier querier = all()) {
            SeriesGrouping byMode = querier.reader().grouping(new LabelChoice(true, Set.of("mode", "none")));
            SeriesGrouping others = querier.reader().grouping(new LabelChoice(false, Set.of("__name__", "mode")));
            SeriesGrouping one = querier.reader().grouping(new LabelChoice(true, Set.of()));
            assertThat(one.hasMet("mode")).isFalse();
            for (Series series : querier.select(List.of())) {
                int known = byMode.size();
                assertThat(byMode.group(series)).as("numbered as they are met").isLessThanOrEqualTo(known);
                assertThat(byMode.labels(byMode.group(series))).isEqualTo(series.labels().keep(List.of("mode")));
                assertThat(others.labels(others.group(series)))
                        .isEqualTo(series.labels().without("__name__", "mode"));
                assertThat(one.group(series)).isZero();
            }
            assertThat(byMode.size()).isEqualTo(3);
            assertThat(others.size()).isEqualTo(6);
            assertThat(one.labels(0)).isEqualTo(Labels.empty());
            assertThat(one.hasMet("mode")).isTrue();
            assertThat(one.hasMet("none")).isFalse();
        }
    }

    @Test
    void manyGroupsAreKeptApart() {
        for (int host = 0; host < SERIES_MAX; host++) {
            append(up("h" + host), 0, host);
        }
        try (Querier querier = all()) {
            SeriesGrouping grouping = querier.reader().grouping(new LabelChoice(true, Set.of("host")));
            for (int round = 0; round < 2; round++) {
                int next = 0;
                for (Series series : querier.select(List.of())) {
                    assertThat(grouping.group(series)).isEqualTo(next);
                    assertThat(grouping.labels(next++)).isEqualTo(series.labels().without("__name__"));
                }
            }
        }
    }

    @Test
    void namesAndValuesAreThoseOfSeriesWithSamplesInTheRange() {
        requires(StoreCapability.EXACT_NAMES);
        appendSome();
        append(Labels.of("__name__", "up", "zone", "z"), 500, 1);
        try (Querier querier = store.querier(at(22), at(100))) {
            assertThat(querier.labelValues("host", List.of())).containsExactly("h3", "h4");
            assertThat(querier.labelNames(List.of())).containsExactly("__name__", "host", "mode");
            assertThat(querier.labelValues("mode", List.of(Matcher.equal("host", "h4")))).containsExactly("idle",
                    "user");
        }
        try (Querier querier = all()) {
            assertThat(querier.labelValues("zone", List.of())).containsExactly("z");
            assertThat(querier.labelNames(List.of())).containsExactly("__name__", "host", "mode", "zone");
        }
    }
}
