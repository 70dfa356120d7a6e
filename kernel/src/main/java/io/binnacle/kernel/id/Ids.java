package io.binnacle.kernel.id;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Makes version 7 UUIDs (RFC 9562, method 1 of section 6.2): 48 bits of epoch milliseconds, 12 bits that count within a
 * millisecond, then randomness. Each is greater than those that the same maker gave before, also within a millisecond and
 * when the clock was set back. Safe for use by several threads.
 */
public final class Ids {

    private static final int COUNT_MAX = 1 << 12;
    /** A millisecond's count starts anywhere in its lower half: two makers seldom meet, and there is room above. */
    private static final int START_MAX = COUNT_MAX / 2;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private long lastMillis = Long.MIN_VALUE;
    private int count;

    public Ids(InstantSource clock) {
        this.clock = clock;
    }

    public synchronized UUID next() {
        long millis = clock.millis();
        if (millis > lastMillis) {
            lastMillis = millis;
            count = random.nextInt(START_MAX);
        } else if (++count == COUNT_MAX) {
            lastMillis++;
            count = random.nextInt(START_MAX);
        }
        long high = (lastMillis << 16) | 0x7000L | count;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
