package io.binnacle.telemetry.export.remotewrite;

/**
 * How much of each kind.
 *
 * @param samples      floats
 * @param newestMillis the latest time among them
 */
record WriteCounts(int samples, int histograms, int exemplars, long newestMillis) {

    int total() {
        return samples + histograms + exemplars;
    }
}
