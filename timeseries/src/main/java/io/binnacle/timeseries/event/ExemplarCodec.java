package io.binnacle.timeseries.event;

import java.util.Arrays;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Exemplar;
import io.binnacle.timeseries.LabelBytes;
import io.binnacle.timeseries.column.ByteSink;
import io.binnacle.timeseries.column.ByteSource;

/** Exemplars as bytes, without their time: version, value, labels. Drawn in {@code docs/format/histogram.md}. Any thread. */
public final class ExemplarCodec {

    private static final int VERSION = 1;
    private static final int LABELS_OFFSET = 1 + Double.BYTES;

    private ExemplarCodec() {
    }

    public static byte[] encode(Labels labels, double value) {
        byte[] text = LabelBytes.write(labels);
        ByteSink into = new ByteSink(LABELS_OFFSET + text.length);
        into.putByte(VERSION);
        into.putLong(Double.doubleToRawLongBits(value));
        into.putBytes(text, 0, text.length);
        return Arrays.copyOf(into.bytes(), into.size());
    }

    /** @throws Corrupt the bytes are no exemplar, or of a version that this program does not know */
    public static Exemplar decode(long epochMillis, byte[] bytes) {
        ByteSource from = new ByteSource();
        from.reset(Arrays.copyOf(bytes, bytes.length + ByteSource.PADDING_BYTES), 0, bytes.length);
        int version = from.readByte();
        if (version != VERSION) {
            throw new Corrupt("an exemplar of version " + version + ", this program reads " + VERSION, null);
        }
        double value = Double.longBitsToDouble(from.readLong());
        try {
            return new Exemplar(LabelBytes.read(bytes, LABELS_OFFSET, bytes.length - LABELS_OFFSET), epochMillis,
                    value);
        } catch (InvalidInput e) {
            throw new Corrupt("the labels of an exemplar: " + e.getMessage(), e);
        }
    }
}
