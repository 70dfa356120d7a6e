package io.binnacle.timeseries.block;

import java.util.Optional;

import io.binnacle.timeseries.event.EventColumns;
import io.binnacle.timeseries.event.EventKind;

/** Events of one series and kind that a {@linkplain BlockReader#nextEvents walk} has come to. Used again for the next. */
public final class EventVisit {

    private final EventColumns events = new EventColumns();
    private long key = -1;
    private int kindCode;

    public int metric() {
        return BlockFormat.metric(key);
    }

    public int series() {
        return BlockFormat.series(key);
    }

    /** Empty when a later version of the program wrote it. */
    public Optional<EventKind> kind() {
        return EventKind.find(kindCode);
    }

    /** All events of the block that could be read. */
    public EventColumns events() {
        return events;
    }

    long key() {
        return key;
    }

    int kindCode() {
        return kindCode;
    }

    boolean isAt(long otherKey, int otherKind) {
        return key == otherKey && kindCode == otherKind;
    }

    void begin(long newKey, int newKind) {
        key = newKey;
        kindCode = newKind;
        events.clear();
    }
}
