package io.binnacle.cmdb;

import java.util.List;

/** Hears what changed in the CMDB. */
@FunctionalInterface
public interface CmdbListener {

    /**
     * Called once after each transaction that changed something, on the thread that changed it, after the commit. The
     * listener must return quickly; what it throws is logged and does not reach the others. Changes of untracked
     * attributes and of last_seen are not told.
     *
     * @param changes at least one, in the order of their ids
     */
    void itemsChanged(List<CiChange> changes);
}
