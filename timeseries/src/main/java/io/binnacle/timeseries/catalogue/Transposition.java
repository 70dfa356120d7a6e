package io.binnacle.timeseries.catalogue;

import java.util.Arrays;

/**
 * Turns rows into columns: from "these labels has a series" to "these series has a label", for one band of series.
 *
 * <p>Series that were created one after the other share most labels, so a column is told in runs of series: row after row
 * only what differs from the row before ends a run and begins another. A counting sort then brings the runs of a key
 * together, so it costs as much as the band holds, however large the index is. Belongs to one thread; keeps its arrays for
 * the next band.
 */
final class Transposition {

    private final Runs labels = new Runs();
    private final Runs shapes = new Runs();
    /** By place in the row: the series in which the run of the label there began. */
    private int[] begins = new int[64];

    /**
     * @param series ascending, from {@code from} to {@code to}, at least one
     * @param read whether readers may hold sets of what is added to
     */
    void add(int[] series, int from, int to, LabelSets sets, Postings byLabel, Postings byShape, boolean read) {
        int[] before = sets.array(series[from]);
        int startBefore = sets.start(series[from]);
        begin(sets.count(series[from]), series[from]);
        for (int i = from + 1; i < to; i++) {
            int number = series[i];
            int[] array = sets.array(number);
            int start = sets.start(number);
            int count = sets.count(number);
            if (number != series[i - 1] + 1 || array[start] != before[startBefore]) {
                end(before, startBefore, sets.count(series[i - 1]), series[i - 1] + 1);
                begin(count, number);
            } else {
                change(before, startBefore + 1, array, start + 1, count, number);
            }
            before = array;
            startBefore = start;
        }
        end(before, startBefore, sets.count(series[to - 1]), series[to - 1] + 1);
        labels.addTo(byLabel, read);
        shapes.addTo(byShape, read);
    }

    private void begin(int count, int number) {
        if (count >= begins.length) {
            begins = new int[count * 2];
        }
        Arrays.fill(begins, 0, count + 1, number);
    }

    private void end(int[] row, int start, int count, int number) {
        shapes.add(row[start], begins[count], number);
        for (int place = 0; place < count; place++) {
            labels.add(row[start + 1 + place], begins[place], number);
        }
    }

    private void change(int[] before, int startBefore, int[] row, int start, int count, int number) {
        for (int place = 0; place < count; place++) {
            int equal = Arrays.mismatch(before, startBefore + place, startBefore + count, row, start + place,
                    start + count);
            if (equal < 0) {
                return;
            }
            place += equal;
            labels.add(before[startBefore + place], begins[place], number);
            begins[place] = number;
        }
    }

    /** Runs of series by key. */
    private static final class Runs {

        private int[] keys = new int[256];
        private long[] runs = new long[256];
        private int count;
        /** By key: while counting the count, then the end of what has been filled in. All 0 between bands. */
        private int[] ends = new int[256];
        private int[] keysFound = new int[256];

        void add(int key, int from, int to) {
            if (count == keys.length) {
                keys = Arrays.copyOf(keys, count * 2);
                runs = Arrays.copyOf(runs, count * 2);
            }
            keys[count] = key;
            runs[count++] = RunBitmap.run(from, to);
        }

        void addTo(Postings postings, boolean read) {
            int found = 0;
            for (int i = 0; i < count; i++) {
                int key = keys[i];
                if (key >= ends.length) {
                    ends = Arrays.copyOf(ends, Math.max(key + 1, ends.length * 2));
                }
                if (ends[key]++ == 0) {
                    if (found == keysFound.length) {
                        keysFound = Arrays.copyOf(keysFound, found * 2);
                    }
                    keysFound[found++] = key;
                }
            }
            int position = 0;
            for (int i = 0; i < found; i++) {
                int length = ends[keysFound[i]];
                ends[keysFound[i]] = position;
                position += length;
            }
            long[] sorted = new long[count];
            for (int i = 0; i < count; i++) {
                sorted[ends[keys[i]]++] = runs[i];
            }
            int begin = 0;
            for (int i = 0; i < found; i++) {
                int end = ends[keysFound[i]];
                postings.add(keysFound[i], sorted, begin, end, read);
                ends[keysFound[i]] = 0;
                begin = end;
            }
            count = 0;
        }
    }
}
