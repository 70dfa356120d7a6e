package io.binnacle.timeseries.event;

import java.time.Duration;

import io.binnacle.kernel.error.Overloaded;

/** How many exemplars a reader can still take. Belongs to one thread. */
public final class ExemplarRoom {

    private final int max;
    private int left;

    public ExemplarRoom(int max) {
        this.max = max;
        this.left = max;
    }

    public int left() {
        return left;
    }

    /** @throws Overloaded there is not that much room */
    public void take(int exemplars) {
        if (exemplars > left) {
            throw new Overloaded("more than " + max + " exemplars match", Duration.ZERO);
        }
        left -= exemplars;
    }
}
