package io.binnacle.telemetry.metric.host;

import java.io.IOException;

/** Measures one part of the machine. Called once a round by one thread; may keep what it needs for the next round. */
interface Probe {

    /** The value of the label {@code collection}: {@code cpu}. */
    String name();

    /**
     * Adds this round's samples.
     *
     * @return whether everything was seen; false when a part does not answer, so that its absence means nothing
     * @throws IOException nothing could be read; samples added before count
     */
    boolean measure(Round round) throws IOException;
}
