package io.binnacle.cmdb;

import java.time.Instant;

/**
 * What time alone does to the estate, although no source says anything. Each step is one short transaction of bounded size,
 * so that sources and people wait for none of it; several threads may call, one at a time is let in.
 */
public interface Upkeep {

    /**
     * What one step did.
     *
     * @param missing records that their source has not shown for as long as their class allows
     * @param retired records that were missing for as long again
     * @param expired pieces of evidence of relations that were not seen again in time
     * @param isWhole whether nothing was left for another step
     */
    record Aged(int missing, int retired, int expired, boolean isWhole) {}

    /**
     * Lets grow old what nobody shows any more, by the rules of the classes: what was not seen for {@code retireAfter} is
     * missing, what is missing for {@code retireAfter} is retired, a relation that was not seen for {@code linger} ends.
     * What people entered and what is intended does not age.
     */
    Aged age();

    /**
     * Weighs the values of items anew of which one source was seen long after another: a value that nobody confirms loses
     * weight, and another may count by now.
     *
     * @return whether the round is at its end; the next call begins another one
     */
    boolean weigh();

    /** Forgets history from before that: versions that ended or were known to be wrong, and entries of changes; returns how many. */
    int forget(Instant before);
}
