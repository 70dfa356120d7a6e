package io.binnacle.telemetry.intake.remotewrite;

import java.io.IOException;

import io.binnacle.kernel.error.InvalidInput;
import org.xerial.snappy.Snappy;

/**
 * Decompresses bodies in Snappy's block format into a buffer of its own, one after the other. What a body claims to be is
 * looked at before any memory is taken for it. Used by one thread.
 */
final class SnappyBlock {

    /** A copy of 64 bytes takes three, and nothing does better. */
    private static final int RATIO_MAX = 22;
    /** A buffer that one large body needed is not kept for the small ones. */
    private static final int KEPT_BYTES_MAX = 2 << 20;

    private final int bytesMax;
    private byte[] bytes = new byte[0];

    SnappyBlock(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    /**
     * Decompresses that body; {@link #bytes} has it until the next time.
     *
     * @return its size
     */
    int decompress(byte[] body) {
        int size = declaredSize(body);
        if (bytes.length < size || bytes.length > KEPT_BYTES_MAX) {
            bytes = new byte[Math.max(size, Math.min(2 * size, KEPT_BYTES_MAX))];
        }
        try {
            int written = Snappy.uncompress(body, 0, body.length, bytes, 0);
            if (written == size) {
                return size;
            }
            throw new InvalidInput("body", size + " bytes, as its head says", written + " bytes");
        } catch (IOException e) {
            throw notSnappy("what cannot be decompressed");
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** The varint at the front. */
    private int declaredSize(byte[] body) {
        long size = 0;
        int at = 0;
        byte next = -1;
        while (next < 0 && at < 5) {
            if (at == body.length) {
                throw notSnappy(body.length == 0 ? "nothing" : "a part of its head");
            }
            next = body[at];
            size |= (long) (next & 0x7f) << (7 * at++);
        }
        if (next < 0 || size > (long) RATIO_MAX * body.length) {
            throw notSnappy("a head that does not fit what follows");
        }
        if (size > bytesMax) {
            throw new InvalidInput("body", "at most " + bytesMax + " bytes after decompression", size + " bytes");
        }
        return (int) size;
    }

    private static InvalidInput notSnappy(String got) {
        return new InvalidInput("body", "Snappy's block format", got);
    }
}
