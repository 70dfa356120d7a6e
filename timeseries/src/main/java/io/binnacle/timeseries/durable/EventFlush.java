package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import io.binnacle.timeseries.block.BlockWriter;
import io.binnacle.timeseries.catalogue.SeriesSet;
import io.binnacle.timeseries.event.EventColumns;
import io.binnacle.timeseries.event.EventKind;
import io.binnacle.timeseries.event.StartTimeCodec;
import io.binnacle.timeseries.head.Generation;

/**
 * Writes what a generation has beside float samples to the blocks of their days. A start time that is in force when a day
 * begins is carried there, so that the samples of a block need no other block's.
 */
final class EventFlush {

    private final Generation generation;
    private final long version;
    private final DayWriters writers;
    private final EventColumns events = new EventColumns();
    private final EventColumns ofDay = new EventColumns();
    private final Set<Long> samplesOn = new TreeSet<>();
    /** Mostly there is nothing, and no series need be looked up. */
    private final boolean any;

    EventFlush(Generation generation, long version, DayWriters writers) {
        this.generation = generation;
        this.version = version;
        this.writers = writers;
        this.any = generation.events().bytes() > 0;
    }

    /** Begins with a series. */
    void begin() {
        samplesOn.clear();
    }

    /** The series has samples on that day. */
    void hasSamplesOn(long day) {
        if (any) {
            samplesOn.add(day);
        }
    }

    /** Writes all of the series. */
    void write(long key) throws IOException {
        if (any) {
            write(key, EventKind.NATIVE_HISTOGRAM);
            writeStarts(key);
            write(key, EventKind.EXEMPLAR);
        }
    }

    private void write(long key, EventKind kind) throws IOException {
        read(key, kind, writers.minMillis());
        int from = 0;
        while (from < events.count()) {
            long day = DayBlock.dayOf(events.times()[from]);
            int to = end(from, day);
            BlockWriter writer = writers.find(day);
            if (writer != null) {
                if (kind == EventKind.NATIVE_HISTOGRAM) {
                    samplesOn.add(day);
                }
                writer.addEvents(SeriesSet.metric(key), SeriesSet.series(key), kind,
                        Arrays.copyOfRange(events.times(), from, to), Arrays.copyOfRange(events.payloads(), from, to),
                        to - from);
            }
            from = to;
        }
    }

    private void read(long key, EventKind kind, long minMillis) {
        events.clear();
        generation.events().read(kind, SeriesSet.series(key), version, minMillis, writers.maxMillis(), events);
    }

    /** The place behind the last event of that day. */
    private int end(int from, long day) {
        long endMillis = DayBlock.startMillis(day + 1);
        int to = from;
        while (to < events.count() && events.times()[to] < endMillis) {
            to++;
        }
        return to;
    }

    private void writeStarts(long key) throws IOException {
        read(key, EventKind.START_TIME, Long.MIN_VALUE);
        if (events.count() == 0) {
            return;
        }
        Set<Long> days = new TreeSet<>(samplesOn);
        for (int i = 0; i < events.count(); i++) {
            days.add(DayBlock.dayOf(events.times()[i]));
        }
        int from = 0;
        for (long day : days) {
            long startMillis = DayBlock.startMillis(day);
            while (from < events.count() && events.times()[from] < startMillis) {
                from++;
            }
            int to = end(from, day);
            ofDay.clear();
            if (from > 0 && (from == events.count() || events.times()[from] != startMillis)) {
                ofDay.append(startMillis, StartTimeCodec.carry(events.times()[from - 1], events.payloads()[from - 1]));
            }
            for (int i = from; i < to; i++) {
                ofDay.append(events.times()[i], events.payloads()[i]);
            }
            BlockWriter writer = writers.find(day);
            if (writer != null) {
                writer.addEvents(SeriesSet.metric(key), SeriesSet.series(key), EventKind.START_TIME,
                        ofDay.times(), ofDay.payloads(), ofDay.count());
            }
            from = to;
        }
    }
}
