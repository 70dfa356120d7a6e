package io.binnacle.telemetry.scrape.discovery;

import java.io.IOException;
import java.util.List;

/** Tells what there is to scrape. Belongs to one thread, which asks it again and again. */
@FunctionalInterface
public interface TargetSource {

    /**
     * All there is now. A source of several parts, one of which cannot be read, tells of that part what it told last.
     *
     * @throws IOException nothing can be told; what was told last still counts
     */
    List<TargetGroup> discover() throws IOException;
}
