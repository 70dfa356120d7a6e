package io.binnacle.timeseries.catalogue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Lists the names and values of labels that some series have: by looking at each series when they are few, otherwise by
 * asking the index for each name or value whether it has one of them. Once a name or value is known, no more of its series
 * are asked about.
 */
final class LabelListing {

    /** About as many series as a store has names; a look at one series costs what a question to the index does. */
    private static final int SERIES_FEW = 64;
    /** So many of an index entry's series are tried before all of them are narrowed down: mostly the first will do. */
    private static final int TRIED_FIRST = 4;

    private final RoaringBitmap series;
    private final SeriesTables tables;
    private final Presence presence;
    /** Of the series those that are present for sure. */
    private final RoaringBitmap sure;

    LabelListing(SeriesSet of, Presence presence) {
        this.series = of.numbers();
        this.tables = of.tables();
        this.presence = presence;
        this.sure = RoaringBitmap.and(series, presence.sure());
    }

    /** In order, each once. */
    List<String> names() {
        Set<String> found = new TreeSet<>();
        if (series.getCardinality() > SERIES_FEW) {
            for (int shape = 0; shape < tables.sets.shapes.size(); shape++) {
                if (any(tables.byShape.get(shape))) {
                    addNames(found, shape);
                }
            }
            return List.copyOf(found);
        }
        IntIterator each = series.getIntIterator();
        while (each.hasNext()) {
            int number = each.next();
            if (presence.has(number)) {
                addNames(found, tables.sets.array(number)[tables.sets.start(number)]);
            }
        }
        return List.copyOf(found);
    }

    private void addNames(Set<String> found, int shape) {
        for (int name : tables.sets.shapes.names(shape)) {
            found.add(tables.names.text(name));
        }
    }

    /** In order, each once. */
    List<String> values(String name) {
        int number = tables.names.find(name);
        if (number < 0) {
            return List.of();
        }
        BitSet had = new BitSet();
        int count = tables.labels.count(number);
        if (series.getCardinality() > count) {
            // In the order of adding, which is nearly that of the series, and so of what is read to know that they are present.
            int[] labels = tables.labels.ofName(number);
            for (int i = 1; i <= count; i++) {
                if (any(tables.byLabel.get(labels[i]))) {
                    had.set(labels[i]);
                }
            }
        } else {
            IntIterator each = series.getIntIterator();
            while (each.hasNext()) {
                int next = each.next();
                int label = tables.label(next, number);
                if (label >= 0 && !had.get(label) && presence.has(next)) {
                    had.set(label);
                }
            }
        }
        return texts(number, had);
    }

    private List<String> texts(int name, BitSet labels) {
        List<String> texts = new ArrayList<>();
        for (int label : tables.order.ofName(name)) {
            if (labels.get(label)) {
                texts.add(text(label));
            }
        }
        return texts;
    }

    private String text(int label) {
        return tables.values.text(tables.labels.value(label));
    }

    /** Whether one of these is listed: an entry of the index, null when it is empty. */
    private boolean any(@Nullable Object set) {
        if (set instanceof int[] array) {
            for (int number : array) {
                if (sure.contains(number)) {
                    return true;
                }
            }
            for (int number : array) {
                if (series.contains(number) && presence.has(number)) {
                    return true;
                }
            }
            return false;
        }
        return set instanceof RoaringBitmap bitmap && any(bitmap);
    }

    private boolean any(RoaringBitmap bitmap) {
        // Mostly its first is one of them, and found without looking at all the others.
        if (sure.contains(bitmap.first()) || RoaringBitmap.intersects(bitmap, sure)) {
            return true;
        }
        PeekableIntIterator first = bitmap.getIntIterator();
        for (int i = 0; i < TRIED_FIRST && first.hasNext(); i++) {
            int number = first.next();
            if (series.contains(number) && presence.has(number)) {
                return true;
            }
        }
        if (!first.hasNext()) {
            return false;
        }
        PeekableIntIterator rest = presence.among(RoaringBitmap.and(bitmap, series)).getIntIterator();
        rest.advanceIfNeeded(first.peekNext());
        while (rest.hasNext()) {
            if (presence.has(rest.next())) {
                return true;
            }
        }
        return false;
    }
}
