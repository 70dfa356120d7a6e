package io.binnacle.telemetry.export.remotewrite;

/**
 * Whether it is worth while to send what was refused in halves, to find what is refused in it. A receiver such as Prometheus 2
 * takes nothing of a message that has one bad sample. Belongs to one thread.
 */
final class Halving {

    /** So many refusals it takes to find one sample among thousands. */
    private static final int DEPTH = 13;

    private int taken;
    private int refused;

    void taken() {
        taken++;
    }

    /** Whether to go on: not when all of it seems to be refused, whatever it is. */
    boolean refused() {
        refused++;
        return refused <= DEPTH * (taken + 1);
    }
}
