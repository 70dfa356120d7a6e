package io.binnacle.kernel.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * A hash of 64 bits of bytes, 16 of them at a step, by the 128-bit product of two words, as Wang Yi's wyhash does it. Each one
 * has a seed of its own, so that nobody can know beforehand which bytes fall into one slot of a table. Not for signatures.
 */
public final class ByteHash {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER_A = 0xa076_1d64_78bd_642fL;
    private static final long MULTIPLIER_B = 0xe703_7ed1_a0b4_28dbL;

    private final long seed = new SplittableRandom().nextLong();

    /** The hash of those bytes; another length makes another hash of the same beginning. */
    public long of(byte[] bytes, int offset, int length) {
        long hash = seed ^ length;
        int at = offset;
        int end16 = offset + length - 16;
        while (at <= end16) {
            hash = product((long) LONGS.get(bytes, at) ^ MULTIPLIER_A, (long) LONGS.get(bytes, at + 8) ^ hash);
            at += 16;
        }
        long first = 0;
        long second = 0;
        if (length >= 16) {
            // The last 16 bytes once more, in part: their number is in the hash already.
            first = (long) LONGS.get(bytes, end16);
            second = (long) LONGS.get(bytes, end16 + 8);
        } else {
            for (int i = 0; i < length; i++) {
                long part = (long) (bytes[offset + i] & 0xff) << ((i & 7) * 8);
                first |= i < 8 ? part : 0;
                second |= i < 8 ? 0 : part;
            }
        }
        return product(product(first ^ MULTIPLIER_A, second ^ hash) ^ MULTIPLIER_B, hash ^ MULTIPLIER_A);
    }

    private static long product(long left, long right) {
        return left * right ^ Math.unsignedMultiplyHigh(left, right);
    }
}
