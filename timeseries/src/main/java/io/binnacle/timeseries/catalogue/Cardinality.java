package io.binnacle.timeseries.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.timeseries.CardinalityReport;
import io.binnacle.timeseries.CardinalityReport.LabelSeries;
import io.binnacle.timeseries.CardinalityReport.MetricSeries;
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
        return new CardinalityReport(all.getCardinality(), fresh.getCardinality(), metrics(tables, all, fresh),
                labels(tables, fresh), limits.senders());
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
