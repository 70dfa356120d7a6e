package io.binnacle.timeseries.durable;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When the samples of a day last changed. What is done for a day as a whole (one block of all, points) waits until nothing has
 * come for a while: who sends the samples of last week would have each of their days written again with every flush.
 *
 * <p>For the housekeeping's thread; begins anew with the process.
 */
final class DayChanges {

    /** A day's newest block, and since when it is that. */
    private record Newest(long number, long sinceMillis) {}

    private final long settledMillis;
    private final Map<Long, Newest> byDay = new HashMap<>();

    DayChanges(long settledMillis) {
        this.settledMillis = settledMillis;
    }

    /** Looks at all days. A merge is a change, too: after it, the day is left alone for as long again. */
    void look(View view, long nowMillis) {
        Map<Long, Long> newest = view.blocks.stream()
                .collect(Collectors.toMap(DayBlock::day, DayBlock::number, Math::max));
        byDay.keySet().retainAll(Set.copyOf(newest.keySet()));
        newest.forEach((day, number) -> {
            Newest known = byDay.get(day);
            if (known == null || known.number() != number) {
                byDay.put(day, new Newest(number, nowMillis));
            }
        });
    }

    /** Whether nothing changed in that day for long enough. */
    boolean settled(long day, long nowMillis) {
        Newest known = byDay.get(day);
        return known != null && nowMillis - known.sinceMillis() >= settledMillis;
    }
}
