package io.binnacle.cmdb.servicemap;

import java.time.Instant;
import java.util.List;

/**
 * Hears from traces which program calls which. Safe for use by several threads; returns at once, and never throws: what does
 * not fit is dropped and counted.
 */
public interface ServiceEdges {

    /**
     * Calls from one program to another, of some time.
     *
     * @param caller name of the calling program, as its traces have it ({@code service.name})
     * @param calls how many, at least one
     * @param errors how many of them failed
     * @param seenAt when the last of them ended
     */
    record Edge(String caller, String callee, long calls, long errors, Instant seenAt) {}

    void seen(List<Edge> edges);
}
