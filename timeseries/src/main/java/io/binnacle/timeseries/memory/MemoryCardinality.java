package io.binnacle.timeseries.memory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Label;
import io.binnacle.timeseries.CardinalityReport;
import io.binnacle.timeseries.CardinalityReport.LabelSeries;
import io.binnacle.timeseries.CardinalityReport.MetricSeries;
import io.binnacle.timeseries.CardinalityReport.PairSeries;
import io.binnacle.timeseries.catalogue.SeriesLimits;

/** Counts the series of a store in memory by what they are called. */
final class MemoryCardinality {

    private static final String METRIC = "__name__";

    /** Series, and new ones; for a label also its values, and the series of each. */
    private static final class Count {
        int series;
        int newSeries;
        final Map<String, Integer> values = new HashMap<>();

        void add(boolean isNew) {
            series++;
            newSeries += isNew ? 1 : 0;
        }
    }

    private MemoryCardinality() {
    }

    static CardinalityReport of(List<MemorySeries> all, SeriesLimits limits) {
        Map<String, Count> metrics = new HashMap<>();
        Map<String, Count> labels = new HashMap<>();
        int firstNew = limits.firstOfHour();
        int newSeries = 0;
        for (MemorySeries series : all) {
            boolean isNew = series.number >= firstNew;
            newSeries += isNew ? 1 : 0;
            metrics.computeIfAbsent(series.labels().find(METRIC).orElse(""), key -> new Count()).add(isNew);
            for (Label label : series.labels()) {
                Count count = labels.computeIfAbsent(label.name(), key -> new Count());
                count.add(isNew);
                count.values.merge(label.value(), 1, Integer::sum);
            }
        }
        List<MetricSeries> byMetric = new ArrayList<>();
        metrics.forEach((name, count) -> byMetric.add(new MetricSeries(name, count.series, count.newSeries)));
        List<LabelSeries> byLabel = new ArrayList<>();
        List<PairSeries> pairs = new ArrayList<>();
        labels.forEach((name, count) -> {
            long bytes = count.values.keySet().stream()
                    .mapToLong(value -> value.getBytes(StandardCharsets.UTF_8).length).sum();
            byLabel.add(new LabelSeries(name, count.series, count.newSeries, count.values.size(), bytes));
            count.values.forEach((value, with) -> pairs.add(new PairSeries(name, value, with)));
        });
        int labelPairs = pairs.size();
        pairs.sort(Comparator.comparingInt(PairSeries::series).reversed());
        return new CardinalityReport(all.size(), newSeries, labelPairs, byMetric, byLabel,
                pairs.subList(0, Math.min(labelPairs, CardinalityReport.PAIRS_MAX)), limits.senders());
    }
}
