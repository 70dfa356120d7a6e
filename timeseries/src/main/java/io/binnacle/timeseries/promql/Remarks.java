package io.binnacle.timeseries.promql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.binnacle.timeseries.histogram.FloatText;
import io.binnacle.timeseries.promql.Token.Span;

/** What the reader of an answer should know about it, in Prometheus' words; each said once. One thread. */
final class Remarks {

    private static final int REMARKS_MAX = 50;

    private final String query;
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> infos = new LinkedHashSet<>();
    private final Map<String, Forced> forced = new LinkedHashMap<>();

    Remarks(String query) {
        this.query = query;
    }

    /** What was done to make classic histograms monotonic, all times of a query together. */
    private static final class Forced {
        private final Span span;
        private long firstMillis;
        private long lastMillis;
        private double leastBound;
        private double greatestBound;
        private double greatestDifference;
        private long count;

        Forced(Span span) {
            this.span = span;
        }
    }

    void warn(String remark, Span span) {
        remark(warnings, "PromQL warning: " + remark, span);
    }

    void inform(String remark, Span span) {
        remark(infos, "PromQL info: " + remark, span);
    }

    /** Says what others said too, behind what was said. */
    void addAll(Remarks others) {
        others.warnings.forEach(text -> add(warnings, text));
        others.infos.forEach(text -> add(infos, text));
    }

    private static void add(Set<String> remarks, String text) {
        if (remarks.size() < REMARKS_MAX) {
            remarks.add(text);
        }
    }

    private void remark(Set<String> remarks, String text, Span span) {
        if (remarks.size() < REMARKS_MAX) {
            remarks.add(text + " (" + ParseFault.position(query, span) + ")");
        }
    }

    void forcedMonotonicity(String metric, Span span, long millis, MonotonicityFix fix) {
        String text = "input to histogram_quantile needed to be fixed for monotonicity (see"
                + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)"
                + (metric.isEmpty() ? "" : " for metric name " + Quoting.quote(metric));
        Forced all = forced.computeIfAbsent(text, key -> new Forced(span));
        boolean first = all.count == 0;
        all.firstMillis = first ? millis : Math.min(all.firstMillis, millis);
        all.lastMillis = first ? millis : Math.max(all.lastMillis, millis);
        all.leastBound = first ? fix.leastBound() : Math.min(all.leastBound, fix.leastBound());
        all.greatestBound = first ? fix.greatestBound() : Math.max(all.greatestBound, fix.greatestBound());
        all.greatestDifference = first
                ? fix.greatestDifference()
                : Math.max(all.greatestDifference, fix.greatestDifference());
        all.count++;
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    List<String> infos() {
        List<String> all = new ArrayList<>(infos);
        forced.forEach((text, one) -> all.add("PromQL info: " + text + ", from buckets "
                + FloatText.shortest(one.leastBound) + " to " + FloatText.shortest(one.greatestBound)
                + ", with a max diff of " + twoDigits(one.greatestDifference) + ", over " + one.count
                + " samples from " + Instant.ofEpochSecond(one.firstMillis / 1000) + " to "
                + Instant.ofEpochSecond(one.lastMillis / 1000) + " (" + ParseFault.position(query, one.span) + ")"));
        return List.copyOf(all);
    }

    private static String twoDigits(double value) {
        return FloatText.shortest(Double.parseDouble(String.format(Locale.ROOT, "%.1e", value)));
    }

    static String mixedFloatsAndHistograms(String metric) {
        return "encountered a mix of histograms and floats for metric name " + Quoting.quote(metric);
    }

    static String mixedSchemas(String metric) {
        return "vector contains a mix of histograms with exponential and custom buckets schemas for metric name "
                + Quoting.quote(metric);
    }

    static String notCounter(String metric) {
        return "this native histogram metric is not a counter: " + Quoting.quote(metric);
    }

    static String notGauge(String metric) {
        return "this native histogram metric is not a gauge: " + Quoting.quote(metric);
    }

    static String startsOverlap(String metric) {
        return "sample has start time that overlaps with previous sample timestamp for metric " + Quoting.quote(metric);
    }

    static String ignoredHistograms(String metric) {
        return "ignored histograms in a range containing both floats and histograms for metric name "
                + Quoting.quote(metric);
    }

    static String reconciledBounds(String operation) {
        return "mismatched custom buckets were reconciled during " + operation;
    }

    static String collidingResets(String operation) {
        return "conflicting counter resets during histogram " + operation;
    }

    /** A remark that names the metric, where it has a name. */
    static String of(String remark, String metric) {
        return metric.isEmpty() ? remark : remark + " for metric name " + Quoting.quote(metric);
    }
}
