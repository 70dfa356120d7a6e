package io.binnacle.timeseries;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Where series come from: the metrics, labels and senders that have most of them, or most of those created within the
 * last hour.
 *
 * @param series all series
 * @param newSeries those created within the last hour
 */
public record CardinalityReport(int series, int newSeries, List<MetricSeries> metrics, List<LabelSeries> labels,
        List<SenderSeries> senders) {

    /** By which number the first are the first. */
    public enum Order {
        SERIES, NEW_SERIES
    }

    /** A metric; its name is empty for series without one. */
    public record MetricSeries(String name, int series, int newSeries) {}

    /** The label of a name: the series that have it, those of them that are new, and how many values it has. */
    public record LabelSeries(String name, int series, int newSeries, int values) {}

    /** What one sender has: its active series, and those that it created within the last hour. */
    public record SenderSeries(String tenant, String sender, int active, int created) {}

    public CardinalityReport {
        metrics = List.copyOf(metrics);
        labels = List.copyOf(labels);
        senders = List.copyOf(senders);
    }

    /** The same with so many of each at most: those with most. */
    public CardinalityReport first(int top, Order order) {
        boolean bySeries = order == Order.SERIES;
        return new CardinalityReport(series, newSeries,
                first(metrics, top, metric -> bySeries ? metric.series : metric.newSeries),
                first(labels, top, label -> bySeries ? label.series : label.newSeries),
                first(senders, top, sender -> bySeries ? sender.active() : sender.created()));
    }

    private static <T> List<T> first(List<T> all, int top, ToLongFunction<T> number) {
        return all.stream().sorted(Comparator.comparingLong(number).reversed()).limit(top).toList();
    }
}
