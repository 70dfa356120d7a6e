package io.binnacle.telemetry.intake.remotewrite;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.binnacle.telemetry.intake.protobuf.ProtobufReader;
import org.jspecify.annotations.Nullable;

/**
 * Brings the labels of a series into the one form under which the store knows them: the bytes of remote write 1.0's
 * {@code repeated Label labels = 1}, sorted by name, each name once, none empty, no label without a value.
 *
 * <pre>
 *   0x0A length [ 0x0A length name  0x12 length value ]   and so on, lengths as short as they can be
 * </pre>
 *
 * Nearly all senders write them so already: {@link #canonicalEnd} sees that in place, without copying. For the others
 * labels are collected by {@link #add} and written anew by {@link #write}. Used by one thread.
 */
final class SeriesLabels {

    /** Answer of {@link #canonicalEnd} when the labels need {@link #write}. */
    static final int NOT_CANONICAL = -1;

    /** Thirty are many; and what is out of order is sorted in square time. */
    static final int LABELS_MAX = 256;
    /** Of one series, all labels together; bounds what a few bytes of references can expand to. */
    static final int BYTES_MAX = 64 * 1024;

    private static final int SHOWN_MAX = 16;

    private static final int MESSAGE = (1 << 3) | ProtobufReader.LENGTH;
    private static final int NAME = (1 << 3) | ProtobufReader.LENGTH;
    private static final int VALUE = (2 << 3) | ProtobufReader.LENGTH;
    private static final byte[] METRIC_NAME = {'_', '_', 'n', 'a', 'm', 'e', '_', '_'};

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long METRIC_NAME_HEAD = (long) LONGS.get(METRIC_NAME, 0);

    private byte[] source = new byte[0];
    /** Start and length of a name, start and length of its value. */
    private int[] places = new int[4 * 32];
    private int count;
    private boolean tooMany;
    private boolean named;

    private byte[] out = new byte[1024];
    private int size;

    /**
     * Where the labels that begin at that place end, when they have the canonical form and one of them is the metric's
     * name; {@link #NOT_CANONICAL} otherwise, malformed ones included.
     */
    static int canonicalEnd(byte[] bytes, int from, int to) {
        int at = from;
        int nameBefore = 0;
        int lengthBefore = 0;
        long headBefore = 0;
        boolean named = false;
        while (at < to && bytes[at] == MESSAGE) {
            // The shortest label: six bytes of tags and lengths, one of name, one of value.
            if (to - at < 8) {
                return NOT_CANONICAL;
            }
            int length = bytes[at + 1];
            int label = at + 2;
            if (length < 0) {
                length = twoBytes(length, bytes[label++]);
            }
            int end = label + length;
            if (length < 6 || end > to || bytes[label] != NAME) {
                return NOT_CANONICAL;
            }
            int nameLength = bytes[label + 1];
            int name = label + 2;
            if (nameLength < 0) {
                nameLength = twoBytes(nameLength, bytes[name++]);
            }
            int value = name + nameLength;
            if (nameLength <= 0 || end - value < 3 || bytes[value] != VALUE) {
                return NOT_CANONICAL;
            }
            int valueLength = bytes[value + 1];
            value += 2;
            if (valueLength < 0) {
                valueLength = twoBytes(valueLength, bytes[value++]);
            }
            if (valueLength <= 0 || value + valueLength != end) {
                return NOT_CANONICAL;
            }
            long head = head(bytes, name, nameLength);
            int order = Long.compareUnsigned(headBefore, head);
            if (order > 0 || (order == 0 && Arrays.compareUnsigned(bytes, nameBefore, nameBefore + lengthBefore, bytes,
                    name, name + nameLength) >= 0)) {
                return NOT_CANONICAL;
            }
            named |= head == METRIC_NAME_HEAD && nameLength == Long.BYTES;
            nameBefore = name;
            lengthBefore = nameLength;
            headBefore = head;
            at = end;
        }
        return named && at - from <= BYTES_MAX ? at : NOT_CANONICAL;
    }

    /** A varint of two bytes; 0 when it is longer, or longer than it must be. */
    private static int twoBytes(int first, byte second) {
        return second <= 0 ? 0 : (first & 0x7f) | (second << 7);
    }

    /** The first eight bytes of a name as a number that sorts as the name does; zeros stand behind a shorter one. */
    private static long head(byte[] bytes, int name, int length) {
        if (length >= Long.BYTES) {
            return (long) LONGS.get(bytes, name);
        }
        if (bytes.length - name >= Long.BYTES) {
            return (long) LONGS.get(bytes, name) & -1L << (Long.SIZE - Byte.SIZE * length);
        }
        long head = 0;
        for (int i = 0; i < length; i++) {
            head |= (bytes[name + i] & 0xffL) << (Long.SIZE - Byte.SIZE * (i + 1));
        }
        return head;
    }

    static boolean isMetricName(byte[] bytes, int name, int length) {
        return length == METRIC_NAME.length && bytes[name] == '_'
                && Arrays.equals(bytes, name, name + length, METRIC_NAME, 0, length);
    }

    /** Forgets what was collected; names and values lie in those bytes from now on. */
    void over(byte[] bytes) {
        source = bytes;
        count = 0;
        tooMany = false;
    }

    void add(int name, int nameLength, int value, int valueLength) {
        if (count == LABELS_MAX) {
            tooMany = true;
            return;
        }
        if (4 * count == places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
        int at = 4 * count++;
        places[at] = name;
        places[at + 1] = nameLength;
        places[at + 2] = value;
        places[at + 3] = valueLength;
    }

    /**
     * Writes what was collected; {@link #bytes} and {@link #size} have it until the next time. Labels out of order are
     * sorted and those without a value left out, as Prometheus does.
     *
     * @return what is wrong with the labels, in words; null when nothing is
     */
    @Nullable
    String write() {
        String fault = writeAny();
        return fault == null && !named ? "no __name__" : fault;
    }

    /** As {@link #write}, for labels that are no series'. */
    @Nullable
    String writeAny() {
        named = false;
        if (tooMany) {
            return "more than " + LABELS_MAX + " labels";
        }
        sort();
        size = 0;
        for (int i = 0; i < count; i++) {
            int at = 4 * i;
            if (places[at + 1] == 0) {
                return "a label without a name";
            }
            if (i > 0 && compare(at - 4, at) == 0) {
                return "two labels of one name";
            }
            if (places[at + 3] == 0) {
                continue;
            }
            named |= isMetricName(source, places[at], places[at + 1]);
            if (!writeLabel(at)) {
                return "labels of more than " + BYTES_MAX + " bytes";
            }
        }
        return null;
    }

    /** Hands what was collected to a batch, as the labels of its next series. */
    void handOver(WriteBatch batch) {
        String fault = write();
        if (fault == null) {
            batch.series(out, 0, size);
        } else {
            batch.refuseSeries("with " + fault, () -> this + ": " + fault);
        }
    }

    byte[] bytes() {
        return out;
    }

    /** What was collected, for people: shortened, wrong bytes replaced. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < Math.min(count, SHOWN_MAX); i++) {
            int at = 4 * i;
            text.append(i == 0 ? "" : ",").append(text(places[at], places[at + 1])).append("=\"")
                    .append(text(places[at + 2], places[at + 3])).append('"');
        }
        return text.append(count > SHOWN_MAX ? ",…}" : "}").toString();
    }

    private String text(int from, int length) {
        return new String(source, from, Math.min(length, SHOWN_MAX * 4), StandardCharsets.UTF_8)
                + (length > SHOWN_MAX * 4 ? "…" : "");
    }

    int size() {
        return size;
    }

    /** By insertion: mostly all are in order, or a few are not. */
    private void sort() {
        for (int i = 1; i < count; i++) {
            int at = 4 * i;
            if (compare(at - 4, at) <= 0) {
                continue;
            }
            int name = places[at];
            int nameLength = places[at + 1];
            int value = places[at + 2];
            int valueLength = places[at + 3];
            while (at > 0 && Arrays.compareUnsigned(source, places[at - 4], places[at - 4] + places[at - 3], source,
                    name, name + nameLength) > 0) {
                System.arraycopy(places, at - 4, places, at, 4);
                at -= 4;
            }
            places[at] = name;
            places[at + 1] = nameLength;
            places[at + 2] = value;
            places[at + 3] = valueLength;
        }
    }

    private int compare(int left, int right) {
        return Arrays.compareUnsigned(source, places[left], places[left] + places[left + 1], source, places[right],
                places[right] + places[right + 1]);
    }

    private boolean writeLabel(int at) {
        long length = (long) sizeOf(places[at + 1]) + sizeOf(places[at + 3]);
        if (size + length + 4 > BYTES_MAX) {
            return false;
        }
        if (out.length - size < length + 4) {
            out = Arrays.copyOf(out, (int) Math.min(BYTES_MAX, Math.max(2L * out.length, size + length + 4)));
        }
        writeHead(MESSAGE, (int) length);
        writeText(NAME, places[at], places[at + 1]);
        writeText(VALUE, places[at + 2], places[at + 3]);
        return true;
    }

    /** Of a text with its tag and length. */
    private static int sizeOf(int length) {
        return 1 + (length < 1 << 7 ? 1 : length < 1 << 14 ? 2 : 3) + Math.min(length, BYTES_MAX);
    }

    private void writeText(int tag, int from, int length) {
        writeHead(tag, length);
        System.arraycopy(source, from, out, size, length);
        size += length;
    }

    private void writeHead(int tag, int length) {
        out[size++] = (byte) tag;
        int rest = length;
        while (rest >= 0x80) {
            out[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[size++] = (byte) rest;
    }
}
