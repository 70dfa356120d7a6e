package io.binnacle.cmdb.discovery;

import java.util.Optional;

import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;

/** The records of past and present runs. Safe for use by several threads. */
public interface DiscoveryRuns {

    /** Stores the run, new or changed. */
    void save(DiscoveryRun run);

    Page<DiscoveryRun> list(ListQuery query);

    ListSchema fields();

    /** The run of that source that started last. */
    Optional<DiscoveryRun> latest(String source);

    /** Marks what still says running as interrupted: called at start, when nothing can run yet. */
    void closeInterrupted();

    /** Deletes all but the newest runs of each source; returns how many. */
    int prune(int keep);
}
