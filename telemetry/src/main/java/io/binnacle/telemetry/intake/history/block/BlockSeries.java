package io.binnacle.telemetry.intake.history.block;

import java.util.Arrays;

import io.binnacle.kernel.label.Labels;

/** A series of a block, and where its chunks are. Used again; one thread. */
public final class BlockSeries {

    private long reference;
    private Labels labels = Labels.empty();
    private long[] chunks = new long[16];
    private int chunkCount;

    void begin(long itsReference, Labels itsLabels) {
        reference = itsReference;
        labels = itsLabels;
        chunkCount = 0;
    }

    void add(long chunk) {
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunkCount * 2);
        }
        chunks[chunkCount++] = chunk;
    }

    /** By which tombstones name it. */
    long reference() {
        return reference;
    }

    public Labels labels() {
        return labels;
    }

    public int chunks() {
        return chunkCount;
    }

    /** Number of the file in the upper half, place in it in the lower one. */
    long chunk(int index) {
        return chunks[index];
    }
}
