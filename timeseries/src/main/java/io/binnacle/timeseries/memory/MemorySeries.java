package io.binnacle.timeseries.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.event.EventColumns;
import io.binnacle.timeseries.event.EventKind;
import io.binnacle.timeseries.event.StartTimeCodec;
import io.binnacle.timeseries.event.VersionedEvents;
import io.binnacle.timeseries.head.VersionedColumns;
import org.jspecify.annotations.Nullable;

/** One series of an {@link InMemoryTimeSeriesStore}. */
final class MemorySeries extends VersionedColumns {

    /** Of all series that the store ever had. */
    final int number;
    private final Labels labels;
    private final int labelBytes;
    private final Map<EventKind, VersionedEvents> events = new ConcurrentHashMap<>();
    /** Of all that it ever had: a deletion does not bring the window back. */
    private long newestHistogram = Long.MIN_VALUE / 2;

    MemorySeries(int number, Labels labels) {
        this.number = number;
        this.labels = labels;
        int bytes = 0;
        for (Label label : labels) {
            bytes += label.name().length() + label.value().length();
        }
        this.labelBytes = bytes;
    }

    @Override
    public long newestEver() {
        return Math.max(super.newestEver(), newestHistogram);
    }

    /** False when it changes nothing. The oldest go when there are more than that many. */
    boolean put(EventKind kind, long millis, byte[] payload, int max) {
        VersionedEvents present = events.computeIfAbsent(kind, VersionedEvents::new);
        if (!present.put(millis, payload)) {
            return false;
        }
        if (kind == EventKind.NATIVE_HISTOGRAM) {
            newestHistogram = Math.max(newestHistogram, millis);
        }
        present.dropBefore(Long.MAX_VALUE, max);
        present.touch();
        return true;
    }

    /** Whether the counting of the sample of that time is known to have begun then. */
    boolean isStartKnown(long millis, long startMillis) {
        VersionedEvents starts = events.get(EventKind.START_TIME);
        byte @Nullable [] inForce = starts == null ? null : starts.inForceAt(millis);
        return inForce != null && StartTimeCodec.decode(inForce) == startMillis;
    }

    /** Whether it has a sample, float or native histogram. */
    boolean isAlive() {
        VersionedEvents histograms = events.get(EventKind.NATIVE_HISTOGRAM);
        return count() > 0 || (histograms != null && histograms.count() > 0);
    }

    /** As {@link #drop}, of that kind. */
    int drop(EventKind kind, long minMillis, long maxMillis) {
        VersionedEvents present = events.get(kind);
        return present == null ? 0 : present.drop(minMillis, maxMillis);
    }

    @Override
    public void dropBefore(long millis) {
        super.dropBefore(millis);
        // The start time in force at the oldest sample stays.
        events.forEach((kind, present) -> present.dropBefore(millis, kind == EventKind.START_TIME ? 1 : 0));
    }

    @Override
    public void publish(long version, long oldestVersionNeeded) {
        for (VersionedEvents present : events.values()) {
            if (present.isTouched()) {
                present.publish(version, oldestVersionNeeded);
            }
        }
        super.publish(version, oldestVersionNeeded);
    }

    /** Events as of a version. */
    EventColumns events(EventKind kind, long version, long min, long max) {
        EventColumns into = new EventColumns();
        VersionedEvents present = events.get(kind);
        VersionedEvents.View view = present == null ? null : present.viewAt(version);
        if (view != null && min <= max) {
            view.read(min, max, into);
        }
        return into;
    }

    Labels labels() {
        return labels;
    }

    @Override
    public long bytes() {
        long bytes = labelBytes + super.bytes();
        for (VersionedEvents present : events.values()) {
            bytes += present.bytes();
        }
        return bytes;
    }
}
