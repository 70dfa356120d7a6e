package io.binnacle.cmdb.impact;

import io.binnacle.cmdb.model.Propagation;
import org.jspecify.annotations.Nullable;

/** What relations of one type, one direction of failure and one redundancy have in common; the graph keeps each once. */
record EdgeKind(String type, Propagation propagation, @Nullable Redundancy redundancy) {

    /** Whether the failure of the item asked about reaches the other end. */
    boolean reachesOther(boolean outgoing) {
        return outgoing ? propagation.reachesEnd() : propagation.reachesStart();
    }
}
