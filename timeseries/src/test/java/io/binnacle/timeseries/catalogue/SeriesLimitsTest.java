package io.binnacle.timeseries.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.CardinalityReport;
import io.binnacle.timeseries.CardinalityReport.LabelSeries;
import io.binnacle.timeseries.CardinalityReport.MetricSeries;
import io.binnacle.timeseries.CardinalityReport.PairSeries;
import io.binnacle.timeseries.CardinalityReport.SenderSeries;
import io.binnacle.timeseries.catalogue.SeriesLimits.Limit;
import io.binnacle.timeseries.catalogue.SeriesLimits.TenantSeries;
import io.binnacle.timeseries.catalogue.SeriesLimits.Verdict;
import io.binnacle.timeseries.disk.FaultyDisk;
import org.junit.jupiter.api.Test;

class SeriesLimitsTest {

    private Instant now = Instant.parse("2026-11-21T12:00:30Z");
    private final SeriesLimits limits = new SeriesLimits(Limit.NONE, Map.of("small", new Limit(3, 5)),
            Duration.ofHours(2), () -> now);
    private final int sender = limits.sender("small", "agent");
    private int next;

    /** A commit with so many new series; the verdict on the last. */
    private Verdict create(int count) {
        limits.advance();
        Verdict verdict = Verdict.ADMITTED;
        for (int i = 0; i < count && verdict == Verdict.ADMITTED; i++) {
            verdict = limits.admitNew(sender);
            if (verdict == Verdict.ADMITTED) {
                limits.created(sender, next++);
            }
        }
        return verdict;
    }

    private void pass(Duration time) {
        now = now.plus(time);
        limits.advance();
    }

    @Test
    void activeSeriesAreLimited() {
        assertThat(create(3)).isEqualTo(Verdict.ADMITTED);
        assertThat(create(1)).isEqualTo(Verdict.TOO_MANY_ACTIVE);
        assertThat(limits.admit(sender, 0)).as("those that are there go on").isEqualTo(Verdict.ADMITTED);
        assertThat(limits.admitNew(limits.sender("large", "agent"))).as("others are not concerned")
                .isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void aSeriesThatFallsSilentMakesRoom() {
        create(3);
        pass(Duration.ofHours(2));
        limits.admit(sender, 0);
        assertThat(create(1)).as("silent, but not for longer than the time").isEqualTo(Verdict.TOO_MANY_ACTIVE);
        pass(Duration.ofHours(1));
        assertThat(create(2)).isEqualTo(Verdict.ADMITTED);
        assertThat(create(1)).isEqualTo(Verdict.TOO_MANY_ACTIVE);
        assertThat(limits.admit(sender, 1)).as("it comes back to a full house").isEqualTo(Verdict.TOO_MANY_ACTIVE);
        pass(Duration.ofHours(3));
        assertThat(limits.admit(sender, 1)).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void creationsAreLimitedWithinAnHour() {
        int other = limits.sender("churning", "agent");
        SeriesLimits churning = new SeriesLimits(new Limit(100, 5), Map.of(), Duration.ofHours(2), () -> now);
        int source = churning.sender("t", "s");
        for (int i = 0; i < 5; i++) {
            churning.advance();
            assertThat(churning.admitNew(source)).isEqualTo(Verdict.ADMITTED);
            churning.created(source, i);
            now = now.plus(Duration.ofMinutes(10));
        }
        churning.advance();
        assertThat(churning.admitNew(source)).isEqualTo(Verdict.TOO_MANY_CREATED);
        now = now.plus(Duration.ofMinutes(10));
        churning.advance();
        assertThat(churning.admitNew(source)).as("the first is an hour old").isEqualTo(Verdict.ADMITTED);
        churning.created(source, 5);
        assertThat(churning.admitNew(source)).isEqualTo(Verdict.TOO_MANY_CREATED);
        now = now.plus(Duration.ofDays(3));
        churning.advance();
        assertThat(churning.firstOfHour()).isEqualTo(Integer.MAX_VALUE);
        assertThat(other).isNotEqualTo(sender);
    }

    @Test
    void whatACommitAdmittedAndDidNotCreateIsGivenBack() {
        limits.advance();
        for (int i = 0; i < 3; i++) {
            assertThat(limits.admitNew(sender)).isEqualTo(Verdict.ADMITTED);
        }
        assertThat(limits.admitNew(sender)).isEqualTo(Verdict.TOO_MANY_ACTIVE);
        limits.discard();
        assertThat(create(3)).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void aClockSetBackHarmsNothing() {
        create(2);
        now = now.minus(Duration.ofDays(2));
        assertThat(create(1)).isEqualTo(Verdict.ADMITTED);
        assertThat(create(1)).isEqualTo(Verdict.TOO_MANY_ACTIVE);
    }

    @Test
    void theReportTellsWhoHasMost() throws IOException {
        SeriesCatalogue catalogue = SeriesCatalogue.open(new FaultyDisk(), "series", problem -> {
            throw new AssertionError(problem);
        });
        int loud = limits.sender("large", "loud");
        add(catalogue, sender, Labels.of("__name__", "up", "host", "a"));
        add(catalogue, sender, Labels.of("__name__", "up", "host", "b"));
        pass(Duration.ofMinutes(61));
        for (int i = 0; i < 4; i++) {
            add(catalogue, loud, Labels.of("__name__", "request", "id", "x" + i, "host", "a"));
        }
        add(catalogue, loud, Labels.of("__name__", "up", "host", "c"));
        CardinalityReport report = Cardinality.of(catalogue, limits).first(2, CardinalityReport.Order.SERIES);
        assertThat(report.series()).isEqualTo(7);
        assertThat(report.newSeries()).isEqualTo(5);
        assertThat(report.metrics()).containsExactly(new MetricSeries("request", 4, 4), new MetricSeries("up", 3, 1));
        assertThat(report.labels()).containsExactlyInAnyOrder(new LabelSeries("__name__", 7, 5, 2, 9),
                new LabelSeries("host", 7, 5, 3, 3));
        assertThat(report.labelPairs()).isEqualTo(9);
        assertThat(report.pairs()).containsExactly(new PairSeries("host", "a", 5),
                new PairSeries("__name__", "request", 4));
        assertThat(report.senders()).containsExactly(new SenderSeries("large", "loud", 5, 5),
                new SenderSeries("small", "agent", 2, 0));
        CardinalityReport first = Cardinality.of(catalogue, limits).first(1,
                CardinalityReport.Order.NEW_SERIES);
        assertThat(first.metrics()).extracting(MetricSeries::name).isEqualTo(List.of("request"));
        assertThat(limits.tenants()).containsExactly(new TenantSeries("large", 5, 5, Limit.NONE),
                new TenantSeries("small", 2, 0, new Limit(3, 5)));
        catalogue.close();
    }

    private void add(SeriesCatalogue catalogue, int from, Labels labels) {
        limits.advance();
        assertThat(limits.admitNew(from)).isEqualTo(Verdict.ADMITTED);
        limits.created(from, catalogue.create(labels));
        catalogue.publish();
    }
}
