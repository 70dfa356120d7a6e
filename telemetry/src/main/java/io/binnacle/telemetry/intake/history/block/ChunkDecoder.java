package io.binnacle.telemetry.intake.history.block;

import io.binnacle.kernel.error.Corrupt;

/** Decodes chunks, as they lie in blocks and as remote read hands them on. */
public final class ChunkDecoder {

    private static final int XOR = 1;
    private static final int HISTOGRAM = 2;
    private static final int FLOAT_HISTOGRAM = 3;

    private ChunkDecoder() {
    }

    /** @throws Corrupt it is no chunk of that encoding, or the encoding is not known; some samples may have been handed on */
    public static void read(int encoding, byte[] data, SampleSink into) {
        switch (encoding) {
            case XOR -> XorChunkReader.read(data, into);
            case HISTOGRAM -> new HistogramChunkReader(data, false).read(into);
            case FLOAT_HISTOGRAM -> new HistogramChunkReader(data, true).read(into);
            default -> throw new Corrupt("a chunk has encoding " + encoding + ", which is not known", null);
        }
    }
}
