package io.binnacle.timeseries.block;

import java.io.IOException;

import io.binnacle.timeseries.event.EventColumns;
import io.binnacle.timeseries.event.EventKind;
import io.binnacle.timeseries.event.StartTimeCodec;

/** The events of one series and kind from several sources, in order. Used again for the next. */
final class EventMerge {

    private final Deletions deletions;
    private final EventColumns merged = new EventColumns();
    private final EventColumns kept = new EventColumns();

    EventMerge(Deletions deletions) {
        this.deletions = deletions;
    }

    /** Adds events that are in order; of a kind of a later version, only one of each time can stay. */
    void add(EventColumns other, int kind) {
        merged.merge(other, EventKind.find(kind).map(EventKind::several).orElse(false));
    }

    void writeTo(BlockWriter writer, long key, int kind) throws IOException {
        boolean starts = kind == EventKind.START_TIME.code();
        kept.clear();
        for (int i = 0; i < merged.count(); i++) {
            if (starts ? isNews(i) : !isDeleted(key, i)) {
                kept.append(merged.times()[i], merged.payloads()[i]);
            }
        }
        merged.clear();
        // A start time counts for later samples too, so it goes with the last of them.
        if (!starts || !deletions.concern(BlockFormat.series(key)) || writer.holdsSamples(BlockFormat.series(key))) {
            writer.addEvents(key, kind, kept.times(), kept.payloads(), kept.count());
        }
    }

    private boolean isDeleted(long key, int i) {
        int series = BlockFormat.series(key);
        return deletions.concern(series) && deletions.deleted(series, merged.times()[i]);
    }

    /** Whether it says other than the start time before it. */
    private boolean isNews(int i) {
        return i == 0 || !StartTimeCodec.isSame(merged.payloads()[i], merged.payloads()[i - 1]);
    }
}
