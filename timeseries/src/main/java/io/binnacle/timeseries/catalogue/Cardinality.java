package io.binnacle.timeseries.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

import io.binnacle.timeseries.CardinalityReport;
import io.binnacle.timeseries.CardinalityReport.LabelSeries;
import io.binnacle.timeseries.CardinalityReport.MetricSeries;
import io.binnacle.timeseries.CardinalityReport.PairSeries;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/** Counts series by what they are called and who sends them. It walks all labels: for people, not for every second. */
public final class Cardinality {

    private Cardinality() {
    }

    /** All metrics, labels and senders, in no order. */
    public static CardinalityReport of(SeriesCatalogue catalogue, SeriesLimits limits) {
        SeriesTables tables = catalogue.tables();
        RoaringBitmap all = tables.all();
        RoaringBitmap fresh = all.clone();
        fresh.remove(0L, limits.firstOfHour());
        List<LabelSeries> labels = new ArrayList<>();
        PriorityQueue<Pair> pairs = new PriorityQueue<>(Comparator.comparingInt(Pair::series));
        int labelPairs = 0;
        for (int name = 0; name < tables.names.next(); name++) {
            LabelSeries label = label(tables, name, fresh, pairs);
            if (label.values() > 0) {
                labels.add(label);
                labelPairs += label.values();
            }
        }
        return new CardinalityReport(all.getCardinality(), fresh.getCardinality(), labelPairs,
                metrics(tables, all, fresh), labels, pairs.stream().map(pair -> pair.named(tables)).toList(),
                limits.senders());
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

    /** @param most takes the labels of that name, and keeps those with most series */
    private static LabelSeries label(SeriesTables tables, int name, RoaringBitmap fresh, PriorityQueue<Pair> most) {
        int values = 0;
        long valueBytes = 0;
        int count = tables.labels.count(name);
        int[] ofName = tables.labels.ofName(name);
        for (int i = 1; i <= count; i++) {
            int with = tables.byLabel.count(ofName[i]);
            if (with > 0) {
                values++;
                valueBytes += utf8Length(tables.values.text(tables.labels.value(ofName[i])));
                most.add(new Pair(ofName[i], with));
                if (most.size() > CardinalityReport.PAIRS_MAX) {
                    most.remove();
                }
            }
        }
        RoaringBitmap with = tables.withName(name);
        return new LabelSeries(tables.names.text(name), with.getCardinality(),
                RoaringBitmap.andCardinality(with, fresh), values, valueBytes);
    }

    private static int utf8Length(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            // Each half of a pair counts two of the pair's four.
            length += one < 0x80 ? 0 : one < 0x800 || Character.isSurrogate(one) ? 1 : 2;
        }
        return length;
    }

    /** A label by its number. */
    private record Pair(int label, int series) {

        PairSeries named(SeriesTables tables) {
            return new PairSeries(tables.names.text(tables.labels.name(label)),
                    tables.values.text(tables.labels.value(label)), series);
        }
    }
}
