package io.binnacle.timeseries.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.kernel.label.Matcher;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds the series that match. Each matcher becomes a set of series to keep or to leave out: those that name values are
 * looked up, the rest tries its expression once on each value of its name, or, when the others left fewer series than
 * there are values, once on each value of these series.
 */
final class Selection {

    private final SeriesTables tables;
    private final int published;
    private final List<RoaringBitmap> kept = new ArrayList<>();
    private final List<RoaringBitmap> left = new ArrayList<>();
    private final List<Scan> scans = new ArrayList<>();
    private boolean none;

    /** A matcher that must look at values. */
    private record Scan(int name, ValuePattern pattern, boolean wantsEmpty) {}

    Selection(SeriesTables tables) {
        this.tables = tables;
        this.published = tables.published();
    }

    /** The result may be shared with the index: it is not to be changed. */
    RoaringBitmap select(List<Matcher> matchers) {
        for (Matcher matcher : matchers) {
            resolve(matcher);
        }
        if (none) {
            return new RoaringBitmap();
        }
        scans.sort(Comparator.comparingInt(scan -> tables.labels.count(scan.name)));
        RoaringBitmap found = null;
        if (!kept.isEmpty()) {
            kept.sort(Comparator.comparingInt(RoaringBitmap::getCardinality));
            found = kept.getFirst();
            for (RoaringBitmap other : kept.subList(1, kept.size())) {
                found = RoaringBitmap.and(found, other);
            }
        }
        List<Scan> late = new ArrayList<>();
        for (Scan scan : scans) {
            if (found == null || found.getCardinality() > tables.labels.count(scan.name)) {
                found = scanned(scan, found);
            } else {
                late.add(scan);
            }
        }
        if (found == null) {
            found = tables.all();
        }
        for (RoaringBitmap out : left) {
            found = RoaringBitmap.andNot(found, out);
        }
        for (Scan scan : late) {
            found = filtered(scan, found);
        }
        return trimmed(found);
    }

    /** A series that was published after {@link #published} was read may be in one set and not yet in another. */
    private RoaringBitmap trimmed(RoaringBitmap found) {
        if (found.isEmpty() || found.last() < published) {
            return found;
        }
        return RoaringBitmap.remove(found, published, 1L << 32);
    }

    private void resolve(Matcher matcher) {
        boolean wantsEmpty = matcher.matchesValue("");
        int name = tables.names.find(matcher.name());
        if (name < 0) {
            none |= !wantsEmpty;
            return;
        }
        ValuePattern pattern = ValuePattern.of(matcher);
        Set<String> literals = pattern.literals();
        if (literals != null) {
            RoaringBitmap fitting = union(lookUp(name, literals));
            if (pattern.positive() != wantsEmpty) {
                (wantsEmpty ? left : kept).add(fitting);
            } else {
                RoaringBitmap others = RoaringBitmap.andNot(tables.withName(name), fitting);
                (wantsEmpty ? left : kept).add(others);
            }
        } else if (pattern.fitsAnyText()) {
            resolveAny(name, pattern, wantsEmpty);
        } else {
            scans.add(new Scan(name, pattern, wantsEmpty));
        }
    }

    /** Every value but perhaps the empty one fits. */
    private void resolveAny(int name, ValuePattern pattern, boolean wantsEmpty) {
        if (pattern.positive() && !wantsEmpty) {
            kept.add(tables.withName(name));
        } else if (!pattern.positive() && wantsEmpty) {
            left.add(tables.withName(name));
        } else {
            none |= !pattern.positive();
        }
    }

    private List<Object> lookUp(int name, Set<String> texts) {
        List<Object> sets = new ArrayList<>();
        for (String text : texts) {
            int value = tables.values.find(text);
            int label = value < 0 ? SeriesTables.NOT_FOUND : tables.labels.find(name, value);
            Object set = label < 0 ? null : tables.byLabel.get(label);
            if (set != null) {
                sets.add(set);
            }
        }
        return sets;
    }

    /** What the scan leaves of those found so far, by the sets of all values; null found: all. */
    private @Nullable RoaringBitmap scanned(Scan scan, @Nullable RoaringBitmap found) {
        int count = tables.labels.count(scan.name);
        int[] labels = tables.labels.ofName(scan.name);
        List<Object> sets = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            boolean fits = scan.pattern.fits(tables.values.text(tables.labels.value(labels[i])));
            Object set = (fits == scan.pattern.positive()) == scan.wantsEmpty ? null : tables.byLabel.get(labels[i]);
            if (set != null) {
                sets.add(set);
            }
        }
        RoaringBitmap union = union(sets);
        if (scan.wantsEmpty) {
            left.add(union);
            return found;
        }
        return found == null ? union : RoaringBitmap.and(found, union);
    }

    private static RoaringBitmap union(List<Object> sets) {
        if (sets.size() == 1 && sets.getFirst() instanceof RoaringBitmap only) {
            return only;
        }
        List<RoaringBitmap> bitmaps = new ArrayList<>();
        int single = 0;
        for (Object set : sets) {
            if (set instanceof RoaringBitmap bitmap) {
                bitmaps.add(bitmap);
            } else if (set instanceof int[] array) {
                single += array.length;
            }
        }
        int[] numbers = new int[single];
        int at = 0;
        for (Object set : sets) {
            if (set instanceof int[] array) {
                System.arraycopy(array, 0, numbers, at, array.length);
                at += array.length;
            }
        }
        RoaringBitmap union = RoaringBitmap.bitmapOfUnordered(numbers);
        if (!bitmaps.isEmpty()) {
            bitmaps.add(union);
            union = RoaringBitmap.or(bitmaps.iterator());
        }
        return union;
    }

    /** What the scan leaves of those found so far, by looking at each of them. */
    private RoaringBitmap filtered(Scan scan, RoaringBitmap found) {
        Map<Integer, Boolean> known = new HashMap<>();
        RoaringBitmap wanted = new RoaringBitmap();
        IntIterator each = found.getIntIterator();
        while (each.hasNext()) {
            int series = each.next();
            int label = tables.label(series, scan.name);
            boolean keep = label < 0
                    ? scan.wantsEmpty
                    : known.computeIfAbsent(label, unknown -> scan.pattern
                            .fits(tables.values.text(tables.labels.value(unknown))) == scan.pattern.positive());
            if (keep) {
                wanted.add(series);
            }
        }
        return wanted;
    }
}
