package io.binnacle.timeseries;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;

/**
 * A label set as bytes, as it lies in a TimeSeries of Prometheus' remote write 1.0: for each label the repeated field 1,
 * a message with the name as field 1 and the value as field 2. A receiver hands them on as they came.
 *
 * <pre>
 *   0A len ( 0A len name  12 len value )   0A len ( ... )   ...
 * </pre>
 */
public final class LabelBytes {

    private static final int LABEL_TAG = 0x0A;
    private static final int NAME_TAG = 0x0A;
    private static final int VALUE_TAG = 0x12;
    /** A label set that is longer than any sensible one; Prometheus itself has no bound. */
    private static final int LABELS_MAX = 1000;

    private final byte[] bytes;
    private int position;

    private LabelBytes(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    /**
     * The label set in those bytes; labels with an empty value are left out.
     *
     * @throws InvalidInput the bytes are no label set, a name is empty or comes twice, text is not UTF-8
     */
    public static Labels read(byte[] bytes, int offset, int length) {
        LabelBytes reader = new LabelBytes(bytes, offset);
        int end = offset + length;
        Labels.Builder labels = Labels.empty().toBuilder();
        Set<String> names = new HashSet<>();
        while (reader.position < end) {
            reader.expect(LABEL_TAG, end);
            int labelEnd = reader.end(end);
            String name = "";
            String value = "";
            while (reader.position < labelEnd) {
                int tag = reader.bytes[reader.position++];
                String text = reader.text(reader.end(labelEnd));
                switch (tag) {
                    case NAME_TAG -> name = text;
                    case VALUE_TAG -> value = text;
                    default -> throw new InvalidInput("labels", "a label with a name and a value", "field tag " + tag);
                }
            }
            if (name.isEmpty()) {
                throw new InvalidInput("labels", "a name in every label", "an empty one, with the value " + value);
            }
            if (!names.add(name)) {
                throw new InvalidInput("labels", "each name once", name + " twice");
            }
            if (names.size() > LABELS_MAX) {
                throw new InvalidInput("labels", "at most " + LABELS_MAX + " labels", "more");
            }
            labels.set(name, value);
        }
        return labels.build();
    }

    /** The bytes of a label set; {@link #read} gives it back. */
    public static byte[] write(Labels labels) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        for (Label label : labels) {
            byte[] name = label.name().getBytes(StandardCharsets.UTF_8);
            byte[] value = label.value().getBytes(StandardCharsets.UTF_8);
            out.write(LABEL_TAG);
            writeLength(out, 2 + lengthSize(name.length) + name.length + lengthSize(value.length) + value.length);
            out.write(NAME_TAG);
            writeLength(out, name.length);
            out.writeBytes(name);
            out.write(VALUE_TAG);
            writeLength(out, value.length);
            out.writeBytes(value);
        }
        return out.toByteArray();
    }

    private static int lengthSize(int length) {
        return length < 0x80 ? 1 : 1 + lengthSize(length >>> 7);
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        int rest = length;
        while (rest >= 0x80) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private void expect(int tag, int end) {
        if (position >= end || bytes[position] != tag) {
            throw new InvalidInput("labels", "label after label", "field tag " + bytes[position]);
        }
        position++;
    }

    /** Reads a length and returns where what it measures ends. */
    private int end(int limit) {
        long length = 0;
        for (int shift = 0; shift <= 28; shift += 7) {
            if (position >= limit) {
                break;
            }
            int next = bytes[position++];
            length |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                if (length <= limit - position) {
                    return position + (int) length;
                }
                break;
            }
        }
        throw new InvalidInput("labels", "lengths within the message", "one that leads beyond it");
    }

    private String text(int end) {
        ByteBuffer part = ByteBuffer.wrap(bytes, position, end - position);
        position = end;
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).decode(part)
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInput("labels", "UTF-8", "bytes that are not");
        }
    }
}
