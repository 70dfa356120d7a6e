package io.binnacle.telemetry.scrape.discovery;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Tells what there is to scrape. Belongs to one thread, which asks it again and again. */
@FunctionalInterface
public interface TargetSource extends AutoCloseable {

    /**
     * All there is now. A source of several parts, one of which cannot be read, tells of that part what it told last.
     *
     * @throws IOException nothing can be told; what was told last still counts
     */
    List<TargetGroup> discover() throws IOException;

    /** For people: why what is told may be old; empty when all is well. */
    default Optional<String> problem() {
        return Optional.empty();
    }

    /** Lets go what it holds; nobody asks any more. */
    @Override
    default void close() {
    }
}
