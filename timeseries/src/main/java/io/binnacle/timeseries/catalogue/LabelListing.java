package io.binnacle.timeseries.catalogue;

import java.util.BitSet;
import java.util.SortedSet;
import java.util.TreeSet;

import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Lists the names and values of labels that some series have: by looking at each series when they are few, otherwise by
 * asking the index for each name or value whether it has one of them.
 */
final class LabelListing {

    /** About as many series as a store has names; a look at one series costs what a question to the index does. */
    private static final int SERIES_FEW = 64;

    private final RoaringBitmap series;
    private final SeriesTables tables;

    LabelListing(SeriesSet of) {
        this.series = of.numbers();
        this.tables = of.tables();
    }

    SortedSet<String> names() {
        SortedSet<String> found = new TreeSet<>();
        if (series.getCardinality() > SERIES_FEW) {
            for (int shape = 0; shape < tables.sets.shapes.size(); shape++) {
                if (tables.byShape.intersects(shape, series)) {
                    addNames(found, shape);
                }
            }
            return found;
        }
        IntIterator each = series.getIntIterator();
        while (each.hasNext()) {
            int number = each.next();
            addNames(found, tables.sets.array(number)[tables.sets.start(number)]);
        }
        return found;
    }

    private void addNames(SortedSet<String> found, int shape) {
        for (int name : tables.sets.shapes.names(shape)) {
            found.add(tables.names.text(name));
        }
    }

    SortedSet<String> values(String name) {
        SortedSet<String> found = new TreeSet<>();
        int number = tables.names.find(name);
        if (number < 0) {
            return found;
        }
        int count = tables.labels.count(number);
        if (series.getCardinality() > count) {
            int[] labels = tables.labels.ofName(number);
            for (int i = 1; i <= count; i++) {
                if (tables.byLabel.intersects(labels[i], series)) {
                    found.add(tables.values.text(tables.labels.value(labels[i])));
                }
            }
            return found;
        }
        BitSet seen = new BitSet();
        IntIterator each = series.getIntIterator();
        while (each.hasNext()) {
            int label = tables.label(each.next(), number);
            if (label >= 0 && !seen.get(label)) {
                seen.set(label);
                found.add(tables.values.text(tables.labels.value(label)));
            }
        }
        return found;
    }
}
