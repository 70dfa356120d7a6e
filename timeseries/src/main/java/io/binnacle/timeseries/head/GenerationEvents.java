package io.binnacle.timeseries.head;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.binnacle.timeseries.event.EventColumns;
import io.binnacle.timeseries.event.EventKind;
import io.binnacle.timeseries.event.StartTimeCodec;
import io.binnacle.timeseries.event.VersionedEvents;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Generation} holds beside float samples. On the heap: they are rare, or large.
 *
 * <p>Threads and versions are those of the generation. What a commit {@linkplain #put puts} is seen once it is
 * {@linkplain #publish published}.
 */
public final class GenerationEvents {

    private final Map<EventKind, Map<Integer, VersionedEvents>> byKind = new EnumMap<>(EventKind.class);
    private final List<VersionedEvents> changed = new ArrayList<>();

    /** Plain fields, as those of the generation. */
    private long bytes;
    private long minMillis = Long.MAX_VALUE;
    private long maxMillis = Long.MIN_VALUE;
    private int seriesEnd;

    GenerationEvents() {
        for (EventKind kind : EventKind.values()) {
            byKind.put(kind, new ConcurrentHashMap<>());
        }
    }

    private Map<Integer, VersionedEvents> of(EventKind kind) {
        Map<Integer, VersionedEvents> bySeries = byKind.get(kind);
        return bySeries == null ? Map.of() : bySeries;
    }

    /** False when it changes nothing, because it, or one that prevails, is there. For the writer, as is all up to readers. */
    public boolean put(EventKind kind, int series, long millis, byte[] payload) {
        VersionedEvents events = of(kind).computeIfAbsent(series, key -> new VersionedEvents(kind));
        long before = events.count() == 0 ? 0 : events.bytes();
        if (!events.put(millis, payload)) {
            return false;
        }
        bytes += events.bytes() - before;
        minMillis = Math.min(minMillis, millis);
        maxMillis = Math.max(maxMillis, millis);
        seriesEnd = Math.max(seriesEnd, series + 1);
        if (events.touch()) {
            changed.add(events);
        }
        return true;
    }

    /** Whether readers know already that the counting of that series' sample of that time began then. */
    public boolean isStartKnown(int series, long millis, long startMillis) {
        VersionedEvents events = of(EventKind.START_TIME).get(series);
        byte @Nullable [] inForce = events == null ? null : events.inForceAt(millis);
        return inForce != null && StartTimeCodec.decode(inForce) == startMillis;
    }

    /** Counts what is in the log beside samples and events, and can leave it once this generation is in blocks. */
    public void weigh(long otherBytes) {
        bytes += otherBytes;
    }

    /** Ends a commit. */
    public void publish(long version, long oldestVersionNeeded) {
        for (VersionedEvents events : changed) {
            events.publish(version, oldestVersionNeeded);
        }
        changed.clear();
    }

    // ---- readers ----------------------------------------------------------------------------------------------------

    /** Appends the events of that kind and series in the range, both ends inclusive, as of that version, in order. */
    public void read(EventKind kind, int series, long version, long min, long max, EventColumns into) {
        VersionedEvents.View view = view(kind, series, version);
        if (view != null) {
            view.read(min, max, into);
        }
    }

    /** Whether {@link #read} would find any. */
    public boolean has(EventKind kind, int series, long version, long min, long max) {
        VersionedEvents.View view = view(kind, series, version);
        return view != null && !view.isEmpty(min, max);
    }

    private VersionedEvents.@Nullable View view(EventKind kind, int series, long version) {
        VersionedEvents events = of(kind).get(series);
        return events == null ? null : events.viewAt(version);
    }

    /** Whether that series has events of any kind, as the writer sees it. */
    boolean holds(int series) {
        return bytes > 0 && byKind.values().stream().anyMatch(bySeries -> bySeries.containsKey(series));
    }

    /** One more than the highest number of a series. */
    int seriesEnd() {
        return seriesEnd;
    }

    /** Memory, estimated; 0 when there is nothing. */
    public long bytes() {
        return bytes;
    }

    long minMillis() {
        return minMillis;
    }

    long maxMillis() {
        return maxMillis;
    }
}
