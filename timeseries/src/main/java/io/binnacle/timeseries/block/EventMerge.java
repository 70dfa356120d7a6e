package io.binnacle.timeseries.block;

import java.io.IOException;
import java.util.Arrays;

/** The events of one series and kind from several sources, in order. Used again for the next. */
final class EventMerge {

    private final Deletions deletions;
    private EventColumns merged = new EventColumns();
    private EventColumns spare = new EventColumns();

    EventMerge(Deletions deletions) {
        this.deletions = deletions;
    }

    /** Adds events whose times do not descend. */
    void add(EventColumns other) {
        EventColumns into = spare;
        into.clear();
        int mine = 0;
        int theirs = 0;
        while (mine < merged.count() || theirs < other.count()) {
            boolean takeMine = theirs == other.count()
                    || (mine < merged.count() && merged.times()[mine] <= other.times()[theirs]);
            EventColumns from = takeMine ? merged : other;
            int at = takeMine ? mine++ : theirs++;
            put(from.times()[at], from.payloads()[at], into);
        }
        spare = merged;
        merged = into;
    }

    private static void put(long millis, byte[] payload, EventColumns into) {
        int last = into.count() - 1;
        if (last < 0 || into.times()[last] != millis) {
            into.append(millis, payload);
        } else if (Arrays.compareUnsigned(payload, into.payloads()[last]) > 0) {
            into.payloads()[last] = payload;
        }
    }

    void writeTo(BlockWriter writer, long key, int kind) throws IOException {
        int series = BlockFormat.series(key);
        if (deletions.concern(series)) {
            EventColumns kept = spare;
            kept.clear();
            for (int i = 0; i < merged.count(); i++) {
                if (!deletions.deleted(series, merged.times()[i])) {
                    kept.append(merged.times()[i], merged.payloads()[i]);
                }
            }
            spare = merged;
            merged = kept;
        }
        writer.addEvents(key, kind, merged.times(), merged.payloads(), merged.count());
        merged.clear();
    }
}
