package io.binnacle.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.CommitResult.Reason;
import io.binnacle.timeseries.histogram.Buckets;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.histogram.NativeHistogram;
import org.junit.jupiter.api.Test;

/** What every {@link TimeSeriesStore} does with native histograms, exemplars, start times and metadata; and all the rest. */
public abstract class EventsContract extends DeletionContract {

    private static NativeHistogram histogram(long count) {
        return NativeHistogram.ofIntegers().schema(3).countWord(count).sum(1.5)
                .positive(Buckets.ofIntegers(new int[]{-2}, new int[]{1}, count)).build();
    }

    @Test
    void aSeriesMayHaveHistogramsOnly() {
        requires(StoreCapability.NATIVE_HISTOGRAMS, StoreCapability.STALE_MARKERS);
        Appender appender = store.appender();
        int series = appender.series(up("a"));
        appender.append(series, at(1), histogram(1));
        appender.append(series, at(0), histogram(2));
        appender.append(series, at(2), NativeHistogram.stale());
        CommitResult result = appender.commit();
        assertThat(result.histograms()).isEqualTo(new CommitResult.Taken(3, 0));
        assertThat(result.samples()).isEqualTo(CommitResult.Taken.NONE);
        assertThat(result.appended()).isEqualTo(3);
        try (Querier querier = store.querier(at(0), at(1))) {
            Series found = querier.select(List.of(Matcher.equal("host", "a"))).getFirst();
            assertThat(read(found.samples(), 2)).isEmpty();
            assertThat(found.histograms()).containsExactly(new HistogramSample(at(0), histogram(2)),
                    new HistogramSample(at(1), histogram(1)));
            assertThat(found.histograms(at(1), at(9))).hasSize(1);
            assertThat(querier.labelValues("host", List.of())).containsExactly("a");
        }
        try (Querier querier = all()) {
            assertThat(querier.select(List.of()).getFirst().histograms().getLast().histogram().isStale()).isTrue();
        }
        try (Querier later = store.querier(at(3), at(9))) {
            assertThat(later.select(List.of())).isEmpty();
        }
    }

    @Test
    void histogramsAreSamplesToTheBoundsOfTime() {
        Appender appender = store.appender();
        int series = appender.series(up("a"));
        appender.append(series, at(0), histogram(1));
        appender.append(series, at(-RETENTION.toSeconds() - 1), histogram(1));
        appender.append(series, at(TOLERANCE.toSeconds() + 1), histogram(1));
        appender.append(appender.series(Labels.empty()), at(0), histogram(1));
        assertThat(appender.commit().rejectedBy())
                .isEqualTo(Map.of(Reason.TOO_OLD, 1, Reason.TOO_NEW, 1, Reason.NO_LABELS, 1));
        assertThat(append(up("a"), -WINDOW.toSeconds() - 1, 1).rejectedBy()).isEqualTo(Map.of(Reason.OUT_OF_ORDER, 1));
        assertThat(append(up("a"), -1, 1).appended()).isEqualTo(1);
    }

    @Test
    void ofTwoHistogramsOfOneTimeTheSameOneStaysAndAFloatStaysBeside() {
        requires(StoreCapability.NATIVE_HISTOGRAMS, StoreCapability.REPLACEMENT);
        List<List<NativeHistogram>> orders = List.of(List.of(NativeHistogram.stale(), histogram(1), histogram(2)),
                List.of(histogram(2), histogram(1), NativeHistogram.stale()));
        for (List<NativeHistogram> order : orders) {
            for (NativeHistogram one : order) {
                Appender appender = store.appender();
                appender.append(appender.series(up("h" + orders.indexOf(order))), at(0), one);
                appender.commit();
            }
        }
        append(up("h0"), 0, 5);
        Appender again = store.appender();
        again.append(again.series(up("h0")), at(0), histogram(2));
        assertThat(again.commit().histograms()).isEqualTo(new CommitResult.Taken(0, 1));
        try (Querier querier = all()) {
            for (Series series : querier.select(List.of())) {
                assertThat(series.histograms()).containsExactly(new HistogramSample(at(0), histogram(2)));
            }
        }
        assertThat(samplesOf(up("h0"))).isEqualTo(Map.of(at(0), 5.0));
    }

    @Test
    void exemplarsAreFoundWithTheirSeriesAndDoNotSelectIt() {
        Appender appender = store.appender();
        int series = appender.series(up("a"));
        appender.append(series, at(0), 1);
        for (int i = 0; i < 2; i++) {
            appender.exemplar(series, Labels.of("trace_id", "t1"), at(5), 0.5);
            appender.exemplar(series, Labels.empty(), at(5), 0.25);
        }
        appender.exemplar(appender.series(up("unknown")), Labels.empty(), at(5), 1);
        CommitResult result = appender.commit();
        assertThat(result.exemplars()).isEqualTo(new CommitResult.Taken(2, 2));
        assertThat(result.rejectedBy()).isEqualTo(Map.of(Reason.UNKNOWN_SERIES, 1));
        appender.exemplar(appender.series(up("a")), Labels.empty(), at(-WINDOW.toSeconds() - 1), 1);
        assertThat(appender.commit().rejectedBy()).isEqualTo(Map.of(Reason.OUT_OF_ORDER, 1));
        try (Querier querier = store.querier(at(3), at(9))) {
            assertThat(querier.select(List.of())).isEmpty();
            SeriesExemplars found = querier.exemplars(List.of(Matcher.equal("host", "a")), 100).getFirst();
            assertThat(found.series()).isEqualTo(up("a"));
            assertThat(found.exemplars()).containsExactlyInAnyOrder(
                    new Exemplar(Labels.of("trace_id", "t1"), at(5), 0.5), new Exemplar(Labels.empty(), at(5), 0.25));
            assertThat(querier.exemplars(List.of(Matcher.equal("host", "b")), 100)).isEmpty();
        }
        assertThatThrownBy(() -> appender.exemplar(0, Labels.of("a", "x".repeat(128)), at(0), 1))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void noMoreExemplarsAreHandedOutThanTheCallerHasRoomFor() {
        for (String host : List.of("a", "b")) {
            for (int second = 0; second < 3; second++) {
                append(up(host), second, 1);
                Appender appender = store.appender();
                appender.exemplar(appender.series(up(host)), Labels.empty(), at(second), 1);
                appender.commit();
            }
        }
        try (Querier querier = all()) {
            assertThat(querier.exemplars(List.of(), 6)).hasSize(2);
            assertThatThrownBy(() -> querier.exemplars(List.of(), 5)).isInstanceOf(Overloaded.class)
                    .hasMessageContaining("more than 5 exemplars");
            assertThat(querier.exemplars(List.of(Matcher.equal("host", "b")), 3)).hasSize(1);
            assertThatThrownBy(() -> querier.exemplars(List.of(Matcher.equal("host", "b")), 2))
                    .isInstanceOf(Overloaded.class);
        }
        try (Querier querier = store.querier(at(2), at(2))) {
            assertThat(querier.exemplars(List.of(), 2)).hasSize(2);
        }
    }

    @Test
    void aStartTimeHoldsUntilTheNext() {
        requires(StoreCapability.START_TIMES);
        for (int i = 0; i < 6; i++) {
            Appender appender = store.appender();
            int series = appender.series(up("a"));
            appender.append(series, at(i), i);
            appender.startTime(series, at(i), i < 4 ? at(-100) : at(3));
            appender.startTime(appender.series(up("unknown")), at(i), at(0));
            assertThat(appender.commit().rejected()).isZero();
        }
        try (Querier querier = store.querier(at(2), at(9))) {
            Series series = querier.select(List.of()).getFirst();
            List<StartTime> all = series.startTimes(Long.MIN_VALUE, Long.MAX_VALUE);
            assertThat(all).hasSize(2);
            assertThat(StartTime.find(all, at(2))).hasValue(at(-100));
            assertThat(StartTime.find(all, at(4))).hasValue(at(3));
            assertThat(series.startTimes(at(5), at(5))).extracting(StartTime::startMillis).containsExactly(at(3));
            assertThat(series.startTimes(at(2), at(3))).extracting(StartTime::startMillis).containsExactly(at(-100));
        }
        assertThat(everything().keySet()).containsExactly(up("a"));
    }

    @Test
    void whatIsSaidLastOfAMetricStays() {
        MetricMetadata gauge = new MetricMetadata(MetricMetadata.Type.GAUGE, "celsius", "How warm it is.");
        MetricMetadata counter = new MetricMetadata(MetricMetadata.Type.COUNTER, "", "Grüße");
        Appender appender = store.appender();
        appender.metadata("temperature", counter);
        appender.metadata("temperature", gauge);
        appender.metadata("greetings", counter);
        appender.metadata("long", new MetricMetadata(MetricMetadata.Type.INFO, "", "x".repeat(10_000)));
        assertThat(store.metadata()).isEmpty();
        assertThat(appender.commit().rejectedBy()).isEqualTo(Map.of(Reason.METADATA_LIMIT, 1));
        appender.metadata("greetings", gauge);
        appender.rollback();
        appender.commit();
        assertThat(store.metadata()).isEqualTo(Map.of("temperature", gauge, "greetings", counter));
        MetricMetadata nothing = new MetricMetadata(MetricMetadata.Type.UNKNOWN, "", "");
        appender.metadata("temperature", nothing);
        appender.metadata("federated", nothing);
        appender.commit();
        assertThat(store.metadata())
                .isEqualTo(Map.of("temperature", gauge, "greetings", counter, "federated", nothing));
        assertThatThrownBy(() -> appender.metadata("", gauge)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aQuerierDoesNotSeeLaterEvents() {
        requires(StoreCapability.SNAPSHOTS, StoreCapability.START_TIMES);
        append(up("a"), 0, 1);
        try (Querier before = all()) {
            Appender appender = store.appender();
            int series = appender.series(up("a"));
            appender.append(series, at(-1), histogram(1));
            appender.append(appender.series(up("b")), at(1), histogram(1));
            appender.exemplar(series, Labels.empty(), at(0), 1);
            appender.startTime(series, at(0), at(-9));
            appender.commit();
            assertThat(before.select(List.of())).hasSize(1).allSatisfy(one -> {
                assertThat(one.histograms()).isEmpty();
                assertThat(one.startTimes(Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
            });
            assertThat(before.exemplars(List.of(), 1000)).isEmpty();
        }
        try (Querier querier = all()) {
            assertThat(querier.select(List.of())).hasSize(2);
        }
    }

    @Test
    void aDeletionTakesHistogramsAndExemplarsOfItsRangeToo() {
        requires(StoreCapability.DELETION);
        for (int i = 0; i < 4; i++) {
            Appender appender = store.appender();
            for (String host : List.of("a", "b")) {
                int series = appender.series(up(host));
                appender.append(series, at(i), i);
                appender.append(series, at(i), histogram(i + 1));
                appender.exemplar(series, Labels.empty(), at(i), i);
                appender.startTime(series, at(i), at(-100));
            }
            appender.commit();
        }
        try (Querier before = all()) {
            assertThat(store.delete(List.of(Matcher.equal("host", "a")), at(0), at(1)))
                    .as("two float samples and two native histograms").isEqualTo(4);
            assertThat(store.statistics().samples()).as("float samples").isEqualTo(6);
            assertThat(before.select(List.of())).allSatisfy(one -> assertThat(one.histograms()).hasSize(4));
            assertThat(before.exemplars(List.of(), 100)).allSatisfy(one -> assertThat(one.exemplars()).hasSize(4));
        }
        try (Querier after = all()) {
            Series left = after.select(List.of(Matcher.equal("host", "a"))).getFirst();
            assertThat(left.histograms()).extracting(HistogramSample::epochMillis).containsExactly(at(2), at(3));
            assertThat(StartTime.find(left.startTimes(Long.MIN_VALUE, Long.MAX_VALUE), at(2)))
                    .as("what was said at a sample that is gone counts for those after it").hasValue(at(-100));
            assertThat(after.exemplars(List.of(Matcher.equal("host", "a")), 100).getFirst().exemplars())
                    .extracting(Exemplar::epochMillis).containsExactly(at(2), at(3));
            assertThat(after.select(List.of(Matcher.equal("host", "b"))).getFirst().histograms()).hasSize(4);
        }
    }

    @Test
    void halfACharacterIsRefusedAndTheBatchGoesOn() {
        Appender appender = store.appender();
        int series = appender.series(up("a"));
        appender.append(series, at(0), 1);
        assertThatThrownBy(() -> appender.series(up("\ud800"))).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> appender.exemplar(series, Labels.of("trace", "\ud800"), at(0), 1))
                .isInstanceOf(InvalidInput.class);
        assertThat(appender.commit().appended()).isEqualTo(1);
    }

    @Test
    void aSeriesWhoseHistogramsAreDeletedIsGone() {
        requires(StoreCapability.DELETION);
        Appender appender = store.appender();
        int series = appender.series(up("h"));
        appender.append(series, at(0), histogram(1));
        appender.exemplar(series, Labels.empty(), at(0), 1);
        appender.startTime(series, at(0), at(-9));
        appender.commit();
        append(up("a"), 0, 1);
        assertThat(store.delete(List.of(Matcher.equal("host", "h")), at(0), at(0))).isEqualTo(1);
        try (Querier querier = all()) {
            assertThat(querier.select(List.of())).extracting(Series::labels).containsExactly(up("a"));
            assertThat(querier.exemplars(List.of(), 100)).isEmpty();
        }
        Appender again = store.appender();
        again.append(again.series(up("h")), at(1), histogram(2));
        again.commit();
        try (Querier querier = all()) {
            assertThat(querier.select(List.of(Matcher.equal("host", "h"))).getFirst().histograms())
                    .containsExactly(new HistogramSample(at(1), histogram(2)));
        }
    }

    @Test
    void aSeriesOfHistogramsLivesByThem() {
        requires(StoreCapability.NATIVE_HISTOGRAMS);
        Appender appender = store.appender();
        appender.append(appender.series(up("h")), at(0), histogram(1));
        appender.commit();
        now.set(NOON.plus(RETENTION).minusSeconds(1));
        append(up("a"), RETENTION.toSeconds() - 1, 1);
        try (Querier querier = all()) {
            assertThat(querier.select(List.of())).hasSize(2);
        }
        now.set(NOON.plus(RETENTION).plus(RETENTION));
        append(up("a"), 2 * RETENTION.toSeconds(), 1);
        assertThat(everything().keySet()).containsExactly(up("a"));
        assertThat(store.statistics().series()).isEqualTo(1);
    }
}
