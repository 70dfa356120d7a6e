package io.binnacle.timeseries.catalogue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import org.roaringbitmap.RoaringBitmap;

/**
 * The series in memory: their texts, labels, label sets, the hash table that finds a series by its labels, and the
 * inverted index over those that were published.
 *
 * <p>One writer; any number of readers, who never wait. A reader takes {@link #published()} first: everything that it
 * reads afterwards is at least as new, and what is newer it leaves out by the number of the series.
 */
final class SeriesTables {

    static final int NOT_FOUND = -1;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);
    /** How many series one step of a large publication takes, so that its arrays stay at some 10 MB. */
    private static final int BAND_LENGTH = 1 << 18;
    /** The name's number of {@code __name__}. */
    private static final int METRIC_NAME = 0;

    final SymbolTable names;
    final SymbolTable values;
    final LabelTable labels;
    final LabelOrder order;
    final LabelSets sets;
    final Postings byLabel;
    final Postings byShape;
    /** (hash of a label set, series + 1), at the place that the hash says or the next free one; 0: free. */
    private volatile long[] slots;
    private int used;
    private volatile RoaringBitmap all = new RoaringBitmap();
    private volatile int published;
    /** Forgotten series, whose labels a reader may still ask for; their memory comes free with the next ones forgotten. */
    private RoaringBitmap withdrawn = new RoaringBitmap();
    private int[] pending = new int[64];
    private int pendingCount;
    private int[] row = new int[32];
    private int[] rowNames = new int[32];
    private final Transposition transposition = new Transposition();

    SeriesTables(int seriesExpected) {
        names = new SymbolTable();
        values = new SymbolTable();
        labels = new LabelTable();
        order = new LabelOrder(labels, values);
        sets = new LabelSets();
        byLabel = new Postings();
        byShape = new Postings();
        names.put(METRIC_NAME, Label.METRIC_NAME);
        values.put(SeriesCatalogue.NO_METRIC, "");
        slots = new long[Math.max(64, Integer.highestOneBit(Math.max(1, seriesExpected)) * 4)];
    }

    /** The series of these labels, if its number is less than {@code limit}. A reader's limit is {@link #published()}. */
    int find(Labels wanted, int limit) {
        long sum = 0;
        int count = wanted.size();
        for (int i = 0; i < count; i++) {
            sum += LabelTable.hash(wanted.name(i), wanted.value(i));
        }
        int hash = fold(sum);
        long[] table = slots;
        int mask = table.length - 1;
        for (int i = hash & mask;; i = (i + 1) & mask) {
            long slot = (long) SLOT.getAcquire(table, i);
            if (slot == 0) {
                return NOT_FOUND;
            }
            int series = (int) slot - 1;
            if ((int) (slot >>> 32) == hash && series < limit && has(series, wanted)) {
                return series;
            }
        }
    }

    private boolean has(int series, Labels wanted) {
        int[] array = sets.array(series);
        int start = sets.start(series);
        if (sets.count(series) != wanted.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            int label = array[start + 1 + i];
            if (!wanted.value(i).equals(values.text(labels.value(label)))
                    || !wanted.name(i).equals(names.text(labels.name(label)))) {
                return false;
            }
        }
        return true;
    }

    /** Writer only. The number is in use by no series. */
    void add(int series, Labels added) {
        int count = added.size();
        if (count > row.length) {
            row = new int[count * 2];
            rowNames = new int[count * 2];
        }
        for (int i = 0; i < count; i++) {
            rowNames[i] = names.intern(added.name(i));
            row[i] = labels.intern(rowNames[i], values.intern(added.value(i)), names, values);
        }
        add(series, sets.shapes.intern(rowNames, count), row);
    }

    /** Writer only. The number is in use by no series. */
    void add(int series, int shape, int[] labelNumbers) {
        int count = sets.shapes.names(shape).length;
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += labels.hash(labelNumbers[i]);
        }
        add(series, shape, labelNumbers, sum);
    }

    /**
     * Writer only. The number is in use by no series.
     *
     * @param sum of the labels' hashes
     */
    void add(int series, int shape, int[] labelNumbers, long sum) {
        int metricPlace = sets.shapes.place(shape, METRIC_NAME);
        int metric = metricPlace < 0 ? SeriesCatalogue.NO_METRIC : labels.value(labelNumbers[metricPlace]);
        if (pendingCount == 0) {
            sets.mark();
        }
        sets.put(series, metric, shape, labelNumbers);
        if (pendingCount == pending.length) {
            pending = Arrays.copyOf(pending, pendingCount * 2);
        }
        pending[pendingCount++] = series;
        if ((used + 1) * 4L > slots.length * 3L) {
            grow(slots.length * 2);
        }
        insert(slots, fold(sum), series);
        used++;
    }

    /** Makes room for series with numbers below that one, so that it need not grow by doubling. Writer only. */
    void expect(int series) {
        sets.expect(series);
        if (series * 4L > slots.length * 3L && pendingCount == 0 && series < 1 << 28) {
            grow(Integer.highestOneBit(series) * 4);
        }
    }

    private static int fold(long sum) {
        return (int) (sum >>> 32) ^ (int) sum;
    }

    private static void insert(long[] table, int hash, int series) {
        int mask = table.length - 1;
        int i = hash & mask;
        while (table[i] != 0) {
            i = (i + 1) & mask;
        }
        SLOT.setRelease(table, i, (long) hash << 32 | (series + 1));
    }

    /** What is pending goes in last, as {@link #discard} needs it. */
    private void grow(int length) {
        RoaringBitmap late = RoaringBitmap.bitmapOf(Arrays.copyOf(pending, pendingCount));
        long[] larger = new long[length];
        for (int round = 0; round < 2; round++) {
            for (long slot : slots) {
                int series = (int) slot - 1;
                if (slot != 0 && late.contains(series) == (round == 1)) {
                    insert(larger, (int) (slot >>> 32), series);
                }
            }
        }
        slots = larger;
    }

    /**
     * Takes back the series that were added since the last publication. Their slots can be freed just so: whatever
     * stands behind a slot because it was taken came later, so it goes too.
     */
    void discard() {
        if (pendingCount == 0) {
            return;
        }
        long[] table = slots;
        int mask = table.length - 1;
        for (int i = 0; i < pendingCount; i++) {
            int series = pending[i];
            int[] array = sets.array(series);
            int start = sets.start(series);
            long sum = 0;
            for (int at = start + 1; at <= start + sets.count(series); at++) {
                sum += labels.hash(array[at]);
            }
            int place = fold(sum) & mask;
            while ((int) table[place] - 1 != series) {
                place = (place + 1) & mask;
            }
            // Freed only after all were found.
            pending[i] = place;
        }
        sets.reset();
        for (int i = 0; i < pendingCount; i++) {
            SLOT.setRelease(table, pending[i], 0L);
        }
        used -= pendingCount;
        pendingCount = 0;
    }

    /** Makes what was added since the last call visible to selections; returns its numbers, ascending. Writer only. */
    int[] publish() {
        int[] added = Arrays.copyOf(pending, pendingCount);
        pendingCount = 0;
        if (added.length == 0) {
            published = sets.next();
            return added;
        }
        Arrays.sort(added);
        boolean read = published > 0;
        for (int from = 0; from < added.length; from += BAND_LENGTH) {
            int to = Math.min(added.length, from + BAND_LENGTH);
            transposition.add(added, from, to, sets, byLabel, byShape, read);
        }
        long[] runs = new long[added.length];
        for (int i = 0; i < added.length; i++) {
            runs[i] = RunBitmap.run(added[i], added[i] + 1);
        }
        RoaringBitmap more = RoaringBitmap.or(all, RunBitmap.of(runs, 0, runs.length));
        more.runOptimize();
        all = more;
        published = sets.next();
        return added;
    }

    /** Numbers below it may be in the index. */
    int published() {
        return published;
    }

    /** Every series in the index; not to be changed. */
    RoaringBitmap all() {
        return all;
    }

    Labels labels(int series) {
        if (!sets.has(series)) {
            throw new BugException("there is no series " + series);
        }
        int[] array = sets.array(series);
        int start = sets.start(series);
        String[] pairs = new String[2 * sets.count(series)];
        for (int i = 0; i < pairs.length; i += 2) {
            int label = array[start + 1 + i / 2];
            pairs[i] = names.text(labels.name(label));
            pairs[i + 1] = values.text(labels.value(label));
        }
        return Labels.ofSorted(pairs);
    }

    /** The label of that name that a series has; {@link #NOT_FOUND} when it has none. */
    int label(int series, int name) {
        int[] array = sets.array(series);
        int start = sets.start(series);
        int place = sets.shapes.place(array[start], name);
        return place < 0 ? NOT_FOUND : array[start + 1 + place];
    }

    /** The series in the index that have a label of that name; not to be changed. */
    RoaringBitmap withName(int name) {
        List<RoaringBitmap> sum = new ArrayList<>();
        for (int shape = 0; shape < sets.shapes.size(); shape++) {
            if (sets.shapes.place(shape, name) >= 0) {
                sum.add(byShape.bitmap(shape));
            }
        }
        return sum.size() == 1 ? sum.getFirst() : RoaringBitmap.or(sum.iterator());
    }

    /** Whether there is such a series, published or not. Writer only. */
    boolean holds(int series) {
        return sets.has(series) && !withdrawn.contains(series);
    }

    /**
     * Tables without those series, which share nothing with these. The labels of the dead are kept, those of the series
     * that were dead already here are not. Writer only.
     */
    SeriesTables without(RoaringBitmap dead) {
        SeriesTables rest = new SeriesTables(used);
        for (int name = METRIC_NAME + 1; name < names.next(); name++) {
            rest.names.put(name, names.text(name));
        }
        rest.values.reserve(values.next());
        int[] moved = new int[labels.size()];
        Arrays.fill(moved, NOT_FOUND);
        RoaringBitmap late = RoaringBitmap.bitmapOfUnordered(Arrays.copyOf(pending, pendingCount));
        rest.withdrawn = dead;
        for (int series = 0; series < sets.next(); series++) {
            if (sets.has(series) && !withdrawn.contains(series) && !late.contains(series)) {
                rest.take(this, series, moved);
            }
        }
        rest.sets.reserve(published);
        rest.publish();
        for (int i = 0; i < pendingCount; i++) {
            rest.take(this, pending[i], moved);
        }
        return rest;
    }

    private void take(SeriesTables from, int series, int[] moved) {
        int[] array = from.sets.array(series);
        int start = from.sets.start(series);
        int count = from.sets.count(series);
        if (count > row.length) {
            row = new int[count * 2];
            rowNames = new int[count * 2];
        }
        for (int i = 0; i < count; i++) {
            int label = array[start + 1 + i];
            if (moved[label] < 0) {
                int value = from.labels.value(label);
                if (!values.has(value)) {
                    values.put(value, from.values.text(value));
                }
                moved[label] = labels.intern(from.labels.name(label), value, names, values);
            }
            row[i] = moved[label];
        }
        int[] shape = from.sets.shapes.names(array[start]);
        if (withdrawn.contains(series)) {
            sets.put(series, from.sets.metric(series), sets.shapes.intern(shape, count), row);
        } else {
            add(series, sets.shapes.intern(shape, count), row);
        }
    }

    long memoryBytes() {
        return 8L * slots.length + names.memoryBytes() + values.memoryBytes() + labels.memoryBytes()
                + order.memoryBytes() + sets.memoryBytes() + byLabel.memoryBytes() + byShape.memoryBytes()
                + all.getLongSizeInBytes();
    }
}
