package io.binnacle.timeseries.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Where series come from: the metrics, labels and senders that have most of them, or most of those created within the
 * last hour. It walks all labels, so it is asked for by people, not every second.
 *
 * @param series all series
 * @param newSeries those created within the last hour
 */
public record CardinalityReport(int series, int newSeries, List<MetricSeries> metrics, List<LabelSeries> labels,
        List<SeriesLimits.SenderSeries> senders) {

    /** By which number the first are the first. */
    public enum Order {
        SERIES, NEW_SERIES
    }

    /** A metric; its name is empty for series without one. */
    public record MetricSeries(String name, int series, int newSeries) {}

    /** The label of a name: the series that have it, those of them that are new, and how many values it has. */
    public record LabelSeries(String name, int series, int newSeries, int values) {}

    public CardinalityReport {
        metrics = List.copyOf(metrics);
        labels = List.copyOf(labels);
        senders = List.copyOf(senders);
    }

    /** @param top how many of each at most */
    public static CardinalityReport of(SeriesCatalogue catalogue, SeriesLimits limits, int top, Order order) {
        SeriesTables tables = catalogue.tables();
        RoaringBitmap all = tables.all();
        RoaringBitmap fresh = all.clone();
        fresh.remove(0L, limits.firstOfHour());
        boolean bySeries = order == Order.SERIES;
        List<MetricSeries> metrics = metrics(tables, all, fresh);
        List<LabelSeries> labels = labels(tables, fresh);
        return new CardinalityReport(all.getCardinality(), fresh.getCardinality(),
                first(metrics, top, metric -> bySeries ? metric.series : metric.newSeries),
                first(labels, top, label -> bySeries ? label.series : label.newSeries),
                first(limits.senders(), top, sender -> bySeries ? sender.active() : sender.created()));
    }

    private static <T> List<T> first(List<T> all, int top, ToLongFunction<T> number) {
        return all.stream().sorted(Comparator.comparingLong(number).reversed()).limit(top).toList();
    }

    private static List<MetricSeries> metrics(SeriesTables tables, RoaringBitmap all, RoaringBitmap fresh) {
        Map<Integer, Integer> counts = countByMetric(tables, all);
        Map<Integer, Integer> newCounts = countByMetric(tables, fresh);
        List<MetricSeries> metrics = new ArrayList<>();
        counts.forEach((metric, count) -> metrics
                .add(new MetricSeries(tables.values.text(metric), count, newCounts.getOrDefault(metric, 0))));
        return metrics;
    }

    private static Map<Integer, Integer> countByMetric(SeriesTables tables, RoaringBitmap series) {
        Map<Integer, Integer> counts = new HashMap<>();
        IntIterator each = series.getIntIterator();
        while (each.hasNext()) {
            counts.merge(tables.sets.metric(each.next()), 1, Integer::sum);
        }
        return counts;
    }

    private static List<LabelSeries> labels(SeriesTables tables, RoaringBitmap fresh) {
        List<LabelSeries> labels = new ArrayList<>();
        for (int name = 0; name < tables.names.next(); name++) {
            RoaringBitmap with = tables.withName(name);
            int values = 0;
            int count = tables.labels.count(name);
            int[] ofName = tables.labels.ofName(name);
            for (int i = 1; i <= count; i++) {
                values += tables.byLabel.get(ofName[i]) == null ? 0 : 1;
            }
            if (values > 0) {
                labels.add(new LabelSeries(tables.names.text(name), with.getCardinality(),
                        RoaringBitmap.andCardinality(with, fresh), values));
            }
        }
        return labels;
    }
}
