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
 * @param labelPairs how many different labels there are, names with their values
 * @param pairs those with most series, {@value #PAIRS_MAX} at most
 */
public record CardinalityReport(int series, int newSeries, int labelPairs, List<MetricSeries> metrics,
        List<LabelSeries> labels, List<PairSeries> pairs, List<SenderSeries> senders) {

    /** There may be millions, most of them in few series. */
    public static final int PAIRS_MAX = 1000;

    /** By which number the first are the first. */
    public enum Order {
        SERIES, NEW_SERIES
    }

    /** A metric; its name is empty for series without one. */
    public record MetricSeries(String name, int series, int newSeries) {}

    /**
     * The label of a name: the series that have it, and those of them that are new.
     *
     * @param values how many different ones it has
     * @param valueBytes what these take together, in UTF-8
     */
    public record LabelSeries(String name, int series, int newSeries, int values, long valueBytes) {}

    /** A label, and how many series have it. */
    public record PairSeries(String name, String value, int series) {}

    /** What one sender has: its active series, and those that it created within the last hour. */
    public record SenderSeries(String tenant, String sender, int active, int created) {}

    public CardinalityReport {
        metrics = List.copyOf(metrics);
        labels = List.copyOf(labels);
        pairs = List.copyOf(pairs);
        senders = List.copyOf(senders);
    }

    /** The same with so many of each at most: those with most. */
    public CardinalityReport first(int top, Order order) {
        boolean bySeries = order == Order.SERIES;
        return new CardinalityReport(series, newSeries, labelPairs,
                first(metrics, top, metric -> bySeries ? metric.series : metric.newSeries),
                first(labels, top, label -> bySeries ? label.series : label.newSeries),
                first(pairs, top, PairSeries::series),
                first(senders, top, sender -> bySeries ? sender.active() : sender.created()));
    }

    private static <T> List<T> first(List<T> all, int top, ToLongFunction<T> number) {
        return all.stream().sorted(Comparator.comparingLong(number).reversed()).limit(top).toList();
    }
}
