package io.binnacle.timeseries.block;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

/** Decompresses pages; keeps a few of zstd's work areas, as making one takes longer than many a page. Any thread. */
final class Decompressors {

    private static final int KEPT_MAX = 8;
    private static final BlockingQueue<ZstdDecompressCtx> KEPT = new ArrayBlockingQueue<>(KEPT_MAX);

    private Decompressors() {
    }

    /**
     * Decompresses the first {@code storedBytes} of {@code stored} into the first {@code rawBytes} of {@code raw}.
     *
     * @return how many bytes came out
     * @throws ZstdException these bytes do not decompress
     */
    static int decompress(byte[] raw, int rawBytes, byte[] stored, int storedBytes) {
        ZstdDecompressCtx area = KEPT.poll();
        if (area == null) {
            area = new ZstdDecompressCtx();
        }
        boolean done = false;
        try {
            int size = area.decompressByteArray(raw, 0, rawBytes, stored, 0, storedBytes);
            done = true;
            return size;
        } finally {
            // One that met damage is not used again.
            if (!done || !KEPT.offer(area)) {
                area.close();
            }
        }
    }
}
