package io.binnacle.timeseries.promql.script;

import java.util.List;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.histogram.FloatHistogram;

/** A series with samples at even intervals, as tests of rules write it: {@code up{job="a"}} and {@code 1+2x3 _ stale}. */
public final class InputSeries {

    private final Labels labels;
    private final List<Point> points;

    private InputSeries(Labels labels, List<Point> points) {
        this.labels = labels;
        this.points = points;
    }

    /** @throws IllegalArgumentException it breaks the notation, as the message says */
    public static InputSeries parse(String series, String values) {
        return new InputSeries(labels(series), SequenceText.parse(values));
    }

    /**
     * The labels that a text such as {@code up{job="a"}} names.
     *
     * @throws IllegalArgumentException it breaks the notation, as the message says
     */
    public static Labels labels(String series) {
        SeriesText.Parsed parsed = SeriesText.parse(series.strip());
        if (!parsed.rest().isEmpty()) {
            throw new IllegalArgumentException("unexpected " + parsed.rest());
        }
        return parsed.labels();
    }

    /**
     * The histogram that a text such as <code>{{schema:0 count:1 sum:1 buckets:[1]}}</code> stands for.
     *
     * @throws IllegalArgumentException it breaks the notation, as the message says
     */
    public static FloatHistogram histogram(String text) {
        FloatHistogram histogram = HistogramText.parse(text.strip()).histogram();
        if (histogram == null) {
            throw new IllegalArgumentException("no histogram: " + text);
        }
        return histogram;
    }

    public Labels labels() {
        return labels;
    }

    /** How many places there are, left out ones among them. */
    public int size() {
        return points.size();
    }

    /** Adds the sample of that place, if there is one. */
    public void append(int place, long epochMillis, Appender appender) {
        Point point = points.get(place);
        if (point.omitted()) {
            return;
        }
        int series = appender.series(labels);
        FloatHistogram histogram = point.histogram();
        if (histogram != null) {
            appender.append(series, epochMillis, histogram.toSample());
        } else {
            appender.append(series, epochMillis, point.number());
        }
    }
}
