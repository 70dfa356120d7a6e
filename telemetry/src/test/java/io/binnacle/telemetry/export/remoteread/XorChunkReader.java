package io.binnacle.telemetry.export.remoteread;

import java.util.ArrayList;
import java.util.List;

/** Reads chunks of encoding XOR by the rules of Prometheus' {@code docs/format/chunks.md}. */
final class XorChunkReader {

    private final byte[] bytes;
    private int bit = 16;

    private XorChunkReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Each sample as {@code time=value}. */
    static List<String> read(byte[] bytes) {
        return new XorChunkReader(bytes).samples();
    }

    private List<String> samples() {
        int count = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        List<String> found = new ArrayList<>();
        long coded = varint();
        long millis = (coded >>> 1) ^ -(coded & 1);
        long value = bits(64);
        found.add(millis + "=" + Double.longBitsToDouble(value));
        long delta = 0;
        int leading = 0;
        int trailing = 0;
        for (int i = 1; i < count; i++) {
            delta = i == 1 ? varint() : delta + change();
            millis += delta;
            if (bits(1) == 1) {
                if (bits(1) == 1) {
                    leading = (int) bits(5);
                    int significant = (int) bits(6);
                    trailing = 64 - leading - (significant == 0 ? 64 : significant);
                }
                value ^= bits(64 - leading - trailing) << trailing;
            }
            found.add(millis + "=" + Double.longBitsToDouble(value));
        }
        return found;
    }

    private long change() {
        if (bits(1) == 0) {
            return 0;
        }
        int width = bits(1) == 0 ? 14 : bits(1) == 0 ? 17 : bits(1) == 0 ? 20 : 64;
        long read = bits(width);
        return width < 64 && read > 1L << (width - 1) ? read - (1L << width) : read;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0;; shift += 7) {
            long next = bits(8);
            value |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    private long bits(int width) {
        long read = 0;
        for (int i = 0; i < width; i++, bit++) {
            read = (read << 1) | (bytes[bit >>> 3] >>> (7 - (bit & 7)) & 1);
        }
        return read;
    }
}
