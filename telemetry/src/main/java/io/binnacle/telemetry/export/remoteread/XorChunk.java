package io.binnacle.telemetry.export.remoteread;

import java.util.Arrays;

import io.binnacle.telemetry.export.protobuf.ProtobufWriter;

/**
 * A chunk of samples in Prometheus' encoding XOR: times as differences of differences, values as the bits that changed. After Gorilla
 * (Pelkonen et al., VLDB 2015), in the variant of Prometheus' {@code tsdb/chunkenc/xor.go}. One thread.
 */
final class XorChunk {

    static final int SAMPLES_MAX = 120;
    private static final int HEADER_BYTES = 2;
    private static final int NONE_YET = 0xff;

    private byte[] bytes = new byte[256];
    private long bits;
    private int count;
    private long lastMillis;
    private long lastDelta;
    private long lastValue;
    private int leading = NONE_YET;
    private int trailing;

    void begin() {
        Arrays.fill(bytes, (byte) 0);
        bits = HEADER_BYTES * 8L;
        count = 0;
        leading = NONE_YET;
    }

    int count() {
        return count;
    }

    byte[] bytes() {
        bytes[0] = (byte) (count >>> 8);
        bytes[1] = (byte) count;
        return bytes;
    }

    int size() {
        return (int) ((bits + 7) / 8);
    }

    void add(long millis, double value) {
        long raw = Double.doubleToRawLongBits(value);
        switch (count) {
            case 0 -> {
                varint(ProtobufWriter.zigzag(millis));
                write(raw, 64);
            }
            case 1 -> {
                lastDelta = millis - lastMillis;
                varint(lastDelta);
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

    private void varint(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            write((left & 0x7f) | 0x80, 8);
            left >>>= 7;
        }
        write(left, 8);
    }

    private void time(long change) {
        if (change == 0) {
            write(0, 1);
        } else if (fits(change, 14)) {
            write(0b10, 2);
            write(change, 14);
        } else if (fits(change, 17)) {
            write(0b110, 3);
            write(change, 17);
        } else if (fits(change, 20)) {
            write(0b1110, 4);
            write(change, 20);
        } else {
            write(0b1111, 4);
            write(change, 64);
        }
    }

    private static boolean fits(long change, int width) {
        return -((1L << (width - 1)) - 1) <= change && change <= 1L << (width - 1);
    }

    private void value(long raw) {
        long changed = raw ^ lastValue;
        if (changed == 0) {
            write(0, 1);
            return;
        }
        write(1, 1);
        // Five bits tell it.
        int newLeading = Math.min(Long.numberOfLeadingZeros(changed), 31);
        int newTrailing = Long.numberOfTrailingZeros(changed);
        if (leading != NONE_YET && newLeading >= leading && newTrailing >= trailing) {
            write(0, 1);
            write(changed >>> trailing, 64 - leading - trailing);
            return;
        }
        leading = newLeading;
        trailing = newTrailing;
        int significant = 64 - leading - trailing;
        write(1, 1);
        write(leading, 5);
        // 64 does not fit into six bits; 0 cannot be meant.
        write(significant & 63, 6);
        write(changed >>> trailing, significant);
    }

    /** The lowest bits of that number, the highest of them first. */
    private void write(long value, int width) {
        if ((bits + width + 7) / 8 > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        for (int i = width - 1; i >= 0; i--) {
            if ((value >>> i & 1) != 0) {
                bytes[(int) (bits >>> 3)] |= (byte) (0x80 >>> (bits & 7));
            }
            bits++;
        }
    }
}
