package io.binnacle.timeseries.durable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.LabelBytes;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.batch.CollectingAppender;
import io.binnacle.timeseries.batch.SampleBatch;

/** A batch whose series are looked up as they come, outside the store's lock. */
final class DurableAppender extends CollectingAppender {

    private static final int FIRST = 16;

    private final DurableTimeSeriesStore store;
    private final KnownSeries.Cursor cursor = new KnownSeries.Cursor();
    final Sender sender;
    /** How often series had been forgotten when the batch was begun; the numbers below are good until the next time. */
    long forgotten;

    /** For each series of the batch its number, or -1 - its place among {@link #unknown}. */
    int[] numbers = new int[FIRST];
    int seriesCount;
    final List<Labels> unknown = new ArrayList<>();
    final Map<Labels, Integer> unknownNumbers = new HashMap<>();

    DurableAppender(DurableTimeSeriesStore store, Sender sender) {
        this.store = store;
        this.sender = sender;
    }

    @Override
    public int series(byte[] bytes, int offset, int length) {
        if (seriesCount == 0) {
            forgotten = store.catalogue.forgotten();
        }
        int number = store.known.find(cursor, bytes, offset, length);
        if (number < 0) {
            Labels labels = LabelBytes.read(bytes, offset, length);
            number = store.catalogue.find(labels);
            if (number >= 0) {
                store.known.add(bytes, offset, length, number, forgotten);
            } else {
                number = unknown(labels);
            }
        }
        return add(number);
    }

    /** How often series were forgotten, then the number; numbers are not given twice. */
    @Override
    public long reference(int series) {
        return numbers[series] < 0 ? NO_REFERENCE : forgotten << Integer.SIZE | numbers[series];
    }

    @Override
    public int seriesOf(long reference) {
        if (seriesCount == 0) {
            forgotten = store.catalogue.forgotten();
        }
        boolean good = reference >= 0
                && (reference >>> Integer.SIZE == forgotten || store.catalogue.isPublished((int) reference));
        return good ? add((int) reference) : -1;
    }

    @Override
    public int series(Labels labels) {
        if (seriesCount == 0) {
            forgotten = store.catalogue.forgotten();
        }
        int number = store.catalogue.find(labels);
        if (number < 0 && !unknownNumbers.containsKey(labels)) {
            SampleBatch.requireText(labels);
        }
        return add(number >= 0 ? number : unknown(labels));
    }

    private int unknown(Labels labels) {
        return -1 - unknownNumbers.computeIfAbsent(labels, key -> {
            unknown.add(key);
            return unknown.size() - 1;
        });
    }

    private int add(int number) {
        if (seriesCount == numbers.length) {
            numbers = Arrays.copyOf(numbers, seriesCount * 2);
        }
        numbers[seriesCount] = number;
        return seriesCount++;
    }

    @Override
    protected CommitResult handOver() {
        return store.commit(this);
    }

    @Override
    protected void clearSeries() {
        seriesCount = 0;
        unknown.clear();
        unknownNumbers.clear();
    }
}
