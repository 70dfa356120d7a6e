package io.binnacle.telemetry.intake.history.block;

import io.binnacle.kernel.error.Corrupt;

/** A float that changes from sample to sample; only the bits that differ are written. */
final class XorValue {

    private long bits;
    private int leading;
    private int trailing;

    double value() {
        return Double.longBitsToDouble(bits);
    }

    void readFirst(BitSource source) {
        bits = source.readBits(Double.SIZE);
    }

    void readNext(BitSource source) {
        if (!source.readBit()) {
            return;
        }
        if (source.readBit()) {
            leading = (int) source.readBits(5);
            int width = (int) source.readBits(6);
            // Sixty-four does not fit in six bits, and none is never written.
            trailing = Long.SIZE - leading - (width == 0 ? Long.SIZE : width);
            if (trailing < 0) {
                throw new Corrupt("a float of a chunk has more than 64 bits", null);
            }
        }
        bits ^= source.readBits(Long.SIZE - leading - trailing) << trailing;
    }
}
