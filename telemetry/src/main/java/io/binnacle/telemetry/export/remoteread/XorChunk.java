package io.binnacle.telemetry.export.remoteread;

import io.binnacle.telemetry.export.protobuf.ProtobufWriter;

/**
 * A chunk of samples in Prometheus' encoding XOR: times as differences of differences, values as the bits that changed. After Gorilla
 * (Pelkonen et al., VLDB 2015), in the variant of Prometheus' {@code tsdb/chunkenc/xor.go}. One thread.
 */
final class XorChunk {

    static final int SAMPLES_MAX = 120;
    private static final int HEADER_BITS = 16;
    private static final int NONE_YET = 0xff;

    private final ChunkBits bits = new ChunkBits();
    private int count;
    private long firstMillis;
    private long lastMillis;
    private long lastDelta;
    private long lastValue;
    private int leading = NONE_YET;
    private int trailing;

    void begin() {
        bits.clear();
        bits.write(0, HEADER_BITS);
        count = 0;
        leading = NONE_YET;
    }

    int count() {
        return count;
    }

    long firstMillis() {
        return firstMillis;
    }

    long lastMillis() {
        return lastMillis;
    }

    byte[] bytes() {
        byte[] bytes = bits.bytes();
        bytes[0] = (byte) (count >>> 8);
        bytes[1] = (byte) count;
        return bytes;
    }

    int size() {
        return bits.size();
    }

    void add(long millis, double value) {
        long raw = Double.doubleToRawLongBits(value);
        switch (count) {
            case 0 -> {
                firstMillis = millis;
                bits.writeVarint(ProtobufWriter.zigzag(millis));
                bits.write(raw, 64);
            }
            case 1 -> {
                lastDelta = millis - lastMillis;
                bits.writeVarint(lastDelta);
                value(raw);
            }
            default -> {
                long delta = millis - lastMillis;
                time(delta - lastDelta);
                lastDelta = delta;
                value(raw);
            }
        }
        lastMillis = millis;
        lastValue = raw;
        count++;
    }

    private void time(long change) {
        if (change == 0) {
            bits.write(0, 1);
        } else if (ChunkBits.fits(change, 14)) {
            bits.write(0b10, 2);
            bits.write(change, 14);
        } else if (ChunkBits.fits(change, 17)) {
            bits.write(0b110, 3);
            bits.write(change, 17);
        } else if (ChunkBits.fits(change, 20)) {
            bits.write(0b1110, 4);
            bits.write(change, 20);
        } else {
            bits.write(0b1111, 4);
            bits.write(change, 64);
        }
    }

    private void value(long raw) {
        long changed = raw ^ lastValue;
        if (changed == 0) {
            bits.write(0, 1);
            return;
        }
        bits.write(1, 1);
        // Five bits tell it.
        int newLeading = Math.min(Long.numberOfLeadingZeros(changed), 31);
        int newTrailing = Long.numberOfTrailingZeros(changed);
        if (leading != NONE_YET && newLeading >= leading && newTrailing >= trailing) {
            bits.write(0, 1);
            bits.write(changed >>> trailing, 64 - leading - trailing);
            return;
        }
        leading = newLeading;
        trailing = newTrailing;
        int significant = 64 - leading - trailing;
        bits.write(1, 1);
        bits.write(leading, 5);
        // 64 does not fit into six bits; 0 cannot be meant.
        bits.write(significant & 63, 6);
        bits.write(changed >>> trailing, significant);
    }
}
