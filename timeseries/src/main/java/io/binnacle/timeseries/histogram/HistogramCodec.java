package io.binnacle.timeseries.histogram;

import java.util.Arrays;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.timeseries.column.ByteSink;
import io.binnacle.timeseries.column.ByteSource;

/**
 * Native histograms as bytes, in the log and in blocks; drawn in {@code docs/format/histogram.md}. Of two encoded
 * histograms, a stale marker is the one with the smaller bytes. Any thread.
 */
public final class HistogramCodec {

    static final int VERSION = 1;

    private static final int FLOATS = 1;
    private static final int RESET_SHIFT = 1;
    private static final int RESET_MASK = 3;
    private static final int ZERO = 1 << 3;
    private static final int NEGATIVE = 1 << 4;
    private static final int BOUNDS = 1 << 5;
    /** The highest bit: what is a number sorts behind what is none. */
    private static final int ALIVE = 1 << 7;
    private static final int USUAL_BYTES = 128;

    private HistogramCodec() {
    }

    public static byte[] encode(NativeHistogram histogram) {
        ByteSink into = new ByteSink(USUAL_BYTES);
        into.putByte(VERSION);
        int kind = (histogram.floats() ? FLOATS : 0) | histogram.reset().code() << RESET_SHIFT;
        if (histogram.isStale()) {
            into.putByte(kind);
            return Arrays.copyOf(into.bytes(), into.size());
        }
        boolean zero = histogram.zeroWord() != 0 || Double.doubleToRawLongBits(histogram.zeroThreshold()) != 0;
        boolean negative = histogram.negative() != Buckets.NONE;
        boolean bounds = histogram.bounds().length > 0;
        into.putByte(kind | ALIVE | (zero ? ZERO : 0) | (negative ? NEGATIVE : 0) | (bounds ? BOUNDS : 0));
        into.putZigzag(histogram.schema());
        putWord(into, histogram.countWord(), histogram.floats());
        into.putLong(Double.doubleToRawLongBits(histogram.sum()));
        if (zero) {
            into.putLong(Double.doubleToRawLongBits(histogram.zeroThreshold()));
            putWord(into, histogram.zeroWord(), histogram.floats());
        }
        put(into, histogram.positive(), histogram.floats());
        if (negative) {
            put(into, histogram.negative(), histogram.floats());
        }
        if (bounds) {
            into.putVarint(histogram.bounds().length);
            for (double bound : histogram.bounds()) {
                into.putLong(Double.doubleToRawLongBits(bound));
            }
        }
        return Arrays.copyOf(into.bytes(), into.size());
    }

    private static void putWord(ByteSink into, long word, boolean floats) {
        // A double that is a small whole number ends with zeros: turned round they come first, and are not written.
        into.putVarint(floats ? Long.reverseBytes(word) : word);
    }

    private static void put(ByteSink into, Buckets side, boolean floats) {
        into.putVarint(side.spans());
        for (int i = 0; i < side.spans(); i++) {
            into.putZigzag(side.offset(i));
            into.putVarint(side.length(i));
        }
        long before = 0;
        for (int i = 0; i < side.size(); i++) {
            if (floats) {
                putWord(into, side.word(i) ^ before, true);
            } else {
                into.putZigzag(side.word(i) - before);
            }
            before = side.word(i);
        }
    }

    /** @throws Corrupt the bytes are no histogram, or of a version that this program does not know */
    public static NativeHistogram decode(byte[] bytes) {
        ByteSource from = new ByteSource();
        from.reset(Arrays.copyOf(bytes, bytes.length + ByteSource.PADDING_BYTES), 0, bytes.length);
        int version = from.readByte();
        if (version != VERSION) {
            throw new Corrupt("a native histogram of version " + version + ", this program reads " + VERSION, null);
        }
        int kind = from.readByte();
        boolean floats = (kind & FLOATS) != 0;
        NativeHistogram.Builder histogram = floats ? NativeHistogram.ofFloats() : NativeHistogram.ofIntegers();
        histogram.reset(CounterReset.of(kind >>> RESET_SHIFT & RESET_MASK));
        if ((kind & ALIVE) == 0) {
            return histogram.sum(NativeHistogram.STALE_SUM).build();
        }
        histogram.schema((int) from.readZigzag()).countWord(word(from, floats))
                .sum(Double.longBitsToDouble(from.readLong()));
        if ((kind & ZERO) != 0) {
            double threshold = Double.longBitsToDouble(from.readLong());
            histogram.zeroWord(threshold, word(from, floats));
        }
        histogram.positive(buckets(from, floats));
        if ((kind & NEGATIVE) != 0) {
            histogram.negative(buckets(from, floats));
        }
        if ((kind & BOUNDS) != 0) {
            double[] bounds = new double[from.readCount(from.remaining() / Double.BYTES)];
            for (int i = 0; i < bounds.length; i++) {
                bounds[i] = Double.longBitsToDouble(from.readLong());
            }
            histogram.customBounds(bounds);
        }
        try {
            return histogram.build();
        } catch (InvalidInput e) {
            throw new Corrupt("a native histogram that breaks its rules: " + e.getMessage(), e);
        }
    }

    private static long word(ByteSource from, boolean floats) {
        long word = from.readVarint();
        return floats ? Long.reverseBytes(word) : word;
    }

    private static Buckets buckets(ByteSource from, boolean floats) {
        int spans = from.readCount(from.remaining());
        int[] offsets = new int[spans];
        int[] lengths = new int[spans];
        long size = 0;
        for (int i = 0; i < spans; i++) {
            offsets[i] = (int) from.readZigzag();
            lengths[i] = from.readCount(from.remaining());
            size += lengths[i];
        }
        if (size > from.remaining()) {
            throw new Corrupt("a native histogram ends early: " + size + " buckets in " + from.remaining() + " bytes",
                    null);
        }
        long[] words = new long[(int) size];
        long before = 0;
        for (int i = 0; i < words.length; i++) {
            before = floats ? before ^ word(from, true) : before + from.readZigzag();
            words[i] = before;
        }
        return Buckets.owning(offsets, lengths, words);
    }
}
