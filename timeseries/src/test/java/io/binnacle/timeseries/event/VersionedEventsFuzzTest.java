package io.binnacle.timeseries.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

/** Events in any order against a sorted set, with readers of older versions that stay. */
class VersionedEventsFuzzTest {

    private static final int ROUNDS = 3000;

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());

    /** Its payload is that one byte, or none when it is negative. */
    private record Event(long millis, int value) implements Comparable<Event> {

        byte[] payload() {
            return value < 0 ? new byte[0] : new byte[]{(byte) value};
        }

        @Override
        public int compareTo(Event other) {
            return EventColumns.compare(millis, payload(), other.millis, other.payload());
        }
    }

    private record Reader(long version, List<String> expected) {}

    @Test
    void everyVersionStaysAsItWas() {
        System.out.println("fuzz seed of VersionedEventsFuzzTest: -Dfuzz.seed=" + seed);
        for (EventKind kind : EventKind.values()) {
            check(kind, new Random(seed));
        }
    }

    private void check(EventKind kind, Random random) {
        VersionedEvents events = new VersionedEvents(kind);
        NavigableSet<Event> model = new TreeSet<>();
        Deque<Reader> readers = new ArrayDeque<>();
        for (long version = 1; version <= ROUNDS; version++) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                put(kind, events, model, version + (random.nextInt(3) == 0 ? -random.nextInt(50) : i), random);
            }
            if (random.nextInt(50) == 0) {
                long before = version - 40;
                events.dropBefore(before, 1);
                // The last one before stays.
                Event last = model.lower(new Event(before, -1));
                if (last != null) {
                    model.headSet(last, false).clear();
                }
            }
            events.publish(version, readers.isEmpty() ? version - 1 : readers.getFirst().version());
            readers.add(new Reader(version, text(model)));
            if (readers.size() > 1 + random.nextInt(20)) {
                Reader reader = readers.remove();
                assertThat(read(events, reader.version())).as(kind + ", seed " + seed).isEqualTo(reader.expected());
            }
            assertThat(events.count()).isEqualTo(model.size());
            assertThat(events.newestMillis()).isEqualTo(model.last().millis());
        }
    }

    private void put(EventKind kind, VersionedEvents events, NavigableSet<Event> model, long millis, Random random) {
        Event next = new Event(millis, random.nextInt(256));
        Event present = model.lower(new Event(millis + 1, -1));
        boolean news = kind.several()
                ? !model.contains(next)
                : present == null || present.millis() != millis || present.compareTo(next) < 0;
        assertThat(events.put(next.millis(), next.payload())).as(kind + ", seed " + seed).isEqualTo(news);
        if (news) {
            if (!kind.several() && present != null && present.millis() == millis) {
                model.remove(present);
            }
            model.add(next);
        }
        Event inForce = model.lower(new Event(millis + 1, -1));
        assertThat(events.inForceAt(millis)).isEqualTo(inForce == null ? null : inForce.payload());
    }

    private static List<String> text(NavigableSet<Event> model) {
        return model.stream().map(Event::toString).toList();
    }

    private static List<String> read(VersionedEvents events, long version) {
        EventColumns into = new EventColumns();
        VersionedEvents.View view = events.viewAt(version);
        if (view != null) {
            view.read(Long.MIN_VALUE, Long.MAX_VALUE, into);
        }
        List<String> found = new ArrayList<>();
        for (int i = 0; i < into.count(); i++) {
            found.add(new Event(into.times()[i], into.payloads()[i][0] & 0xff).toString());
        }
        return found;
    }
}
