package io.binnacle.cmdb.intent;

import java.util.List;

/** Hears of drift. Whoever opens changes for it listens here. */
@FunctionalInterface
public interface DriftListener {

    /**
     * Called after each comparison that found drift which the one before had not, on the thread that compared, after the
     * commit. What it throws is logged and does not reach the others.
     *
     * @param found at least one; those too of which somebody decided earlier
     */
    void driftFound(List<Drift> found);
}
