package io.binnacle.timeseries.durable;

import java.util.Arrays;
import java.util.Optional;

import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.block.BlockReader;
import io.binnacle.timeseries.block.EventVisit;
import io.binnacle.timeseries.block.SeriesVisit;
import io.binnacle.timeseries.event.EventKind;

/** The time of the newest sample of each series, by its number. One writer; kept across restarts by {@link StateFile}. */
final class NewestTimes {

    /** A series without a sample; far below any time, and safe to subtract a window from. */
    static final long NONE = Long.MIN_VALUE / 2;

    private long[] millis = new long[1024];
    private int size;

    NewestTimes() {
        Arrays.fill(millis, NONE);
    }

    long get(int series) {
        return series < size ? millis[series] : NONE;
    }

    void set(int series, long newest) {
        if (series >= millis.length) {
            int before = millis.length;
            millis = Arrays.copyOf(millis, Math.max(series + 1, before + (before >> 1)));
            Arrays.fill(millis, before, millis.length, NONE);
        }
        millis[series] = newest;
        size = Math.max(size, series + 1);
    }

    private void add(int series, long time) {
        set(series, Math.max(get(series), time));
    }

    /** Reads the whole block; what of it is damaged tells nothing. */
    void addThoseIn(Block block) {
        BlockReader reader = block.reader();
        SeriesVisit visit = new SeriesVisit();
        while (reader.next(visit, damaged -> {})) {
            int count = visit.samples().count();
            if (count > 0) {
                add(visit.series(), visit.samples().times()[count - 1]);
            }
        }
        EventVisit events = new EventVisit();
        while (reader.nextEvents(events, damaged -> {})) {
            int count = events.events().count();
            if (count > 0 && events.kind().equals(Optional.of(EventKind.NATIVE_HISTOGRAM))) {
                add(events.series(), events.events().times()[count - 1]);
            }
        }
    }

    /** No sample of these series is newer than that. */
    void addAll(Iterable<Integer> numbers, long time) {
        for (int series : numbers) {
            add(series, time);
        }
    }

    /** One more than the highest number. */
    int size() {
        return size;
    }

    long[] copy() {
        return Arrays.copyOf(millis, size);
    }
}
