package io.binnacle.telemetry.intake.protobuf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import io.binnacle.kernel.error.InvalidInput;

/**
 * Reads the protobuf wire format from a range of bytes, in place: fields come in any order, what is not known is skipped,
 * what is malformed is refused. Nothing is read outside of the range. Used by one thread; one object serves any number of
 * messages.
 *
 * <p>A tag is the number that stands before a field: {@code number << 3 | wire type}.
 */
public final class ProtobufReader {

    public static final int VARINT = 0;
    public static final int FIXED64 = 1;
    public static final int LENGTH = 2;
    public static final int FIXED32 = 5;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[0];
    private int position;
    private int limit;

    /** Starts over with that range. */
    public void over(byte[] source, int from, int to) {
        bytes = source;
        position = from;
        limit = to;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int position() {
        return position;
    }

    public void position(int next) {
        position = next;
    }

    /** Where the message ends that is being read. */
    public int limit() {
        return limit;
    }

    public boolean more() {
        return position < limit;
    }

    /** The next field's tag. */
    public int tag() {
        long tag = varint();
        if (tag >>> 32 != 0 || tag >>> 3 == 0) {
            throw malformed("a field's tag");
        }
        return (int) tag;
    }

    /** 64 bits; a negative number takes ten bytes. */
    public long varint() {
        int at = position;
        if (at < limit && bytes[at] >= 0) {
            position = at + 1;
            return bytes[at];
        }
        return longVarint();
    }

    private long longVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position >= limit) {
                throw malformed("the rest of a varint");
            }
            byte next = bytes[position++];
            if (shift == 63 && next >>> 1 != 0) {
                break;
            }
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed("a varint of 64 bits at most");
    }

    public long zigzag() {
        long coded = varint();
        return (coded >>> 1) ^ -(coded & 1);
    }

    public long fixed64() {
        if (limit - position < Long.BYTES) {
            throw malformed("eight bytes");
        }
        long value = (long) LONGS.get(bytes, position);
        position += Long.BYTES;
        return value;
    }

    private int length() {
        long length = varint();
        if (length < 0 || length > limit - position) {
            throw malformed("a length of at most " + (limit - position) + " bytes");
        }
        return (int) length;
    }

    /** As {@link #enter}, for a message that has its length before it and no tag. */
    public int enterDelimited() {
        int length = length();
        int outer = limit;
        limit = position + length;
        return outer;
    }

    /** Narrows the range to the message that follows that tag; returns what {@link #leave} needs. */
    public int enter(int tag) {
        int length = length(tag);
        int outer = limit;
        limit = position + length;
        return outer;
    }

    /** Widens the range again; continues behind the message that was entered, read to its end or not. */
    public void leave(int outer) {
        position = limit;
        limit = outer;
    }

    private void expect(int tag, int wireType) {
        if ((tag & 7) != wireType) {
            throw malformed("wire type " + wireType + " for field " + (tag >>> 3) + ", not " + (tag & 7));
        }
    }

    public long varint(int tag) {
        expect(tag, VARINT);
        return varint();
    }

    /** A number in zigzag spelling, as {@code sint32} and {@code sint64} have it. */
    public long zigzag(int tag) {
        expect(tag, VARINT);
        return zigzag();
    }

    public long fixed64(int tag) {
        expect(tag, FIXED64);
        return fixed64();
    }

    public double float64(int tag) {
        return Double.longBitsToDouble(fixed64(tag));
    }

    /** Adds the numbers of a repeated field in zigzag spelling, packed or one of them. */
    public void zigzags(int tag, Numbers into) {
        if ((tag & 7) == VARINT) {
            into.add(zigzag());
            return;
        }
        int outer = enter(tag);
        while (more()) {
            into.add(zigzag());
        }
        leave(outer);
    }

    /** Adds the numbers of a repeated field of eight bytes each, packed or one of them; doubles as their bits. */
    public void fixed64s(int tag, Numbers into) {
        if ((tag & 7) == FIXED64) {
            into.add(fixed64());
            return;
        }
        int outer = enter(tag);
        while (more()) {
            into.add(fixed64());
        }
        leave(outer);
    }

    /** The length of the text or message behind that tag; it lies within the range. */
    public int length(int tag) {
        expect(tag, LENGTH);
        return length();
    }

    /** The text behind that tag. */
    public String text(int tag) {
        int length = length(tag);
        int at = position;
        position = at + length;
        return new String(bytes, at, length, StandardCharsets.UTF_8);
    }

    /** Skips the value of a field that the reader of the message has no case for. */
    public void skip(int tag) {
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED64 -> forward(Long.BYTES);
            case LENGTH -> forward(length());
            case FIXED32 -> forward(Integer.BYTES);
            // Groups went out of use before remote write was there.
            default -> throw malformed("a wire type that proto3 has");
        }
    }

    private void forward(int count) {
        if (limit - position < count) {
            throw malformed(count + " bytes");
        }
        position += count;
    }

    public InvalidInput malformed(String expected) {
        return new InvalidInput("body", "a protobuf message: " + expected + " at byte " + position,
                position >= limit ? "its end" : "0x" + Integer.toHexString(bytes[position] & 0xff));
    }
}
