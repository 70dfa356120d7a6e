package io.binnacle.telemetry.intake.history;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of a remote read of all series in a range of time, answered in chunks. */
final class ReadQuestion {

    private static final int LENGTH = 2;
    private static final int REGULAR_EXPRESSION = 2;
    private static final int CHUNKS = 1;
    /** A literal of up to 60 bytes has its length in its tag; one byte of length follows where six bits say 60. */
    private static final int SNAPPY_LITERAL = 60 << 2;

    private ReadQuestion() {
    }

    /** Both ends belong to the range. */
    static byte[] of(long minMillis, long maxMillis) {
        ByteArrayOutputStream matcher = new ByteArrayOutputStream();
        number(matcher, 1, REGULAR_EXPRESSION);
        bytes(matcher, 2, "__name__".getBytes(StandardCharsets.UTF_8));
        bytes(matcher, 3, ".+".getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream query = new ByteArrayOutputStream();
        number(query, 1, minMillis);
        number(query, 2, maxMillis);
        bytes(query, 3, matcher.toByteArray());
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        bytes(request, 1, query.toByteArray());
        number(request, 2, CHUNKS);
        return snappy(request.toByteArray());
    }

    /** As one literal: there is nothing to gain by compressing a hundred bytes. */
    private static byte[] snappy(byte[] message) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        varint(block, message.length);
        block.write(SNAPPY_LITERAL);
        block.write(message.length - 1);
        block.writeBytes(message);
        return block.toByteArray();
    }

    private static void number(ByteArrayOutputStream into, int field, long value) {
        varint(into, (long) field << 3);
        varint(into, value);
    }

    private static void bytes(ByteArrayOutputStream into, int field, byte[] value) {
        varint(into, ((long) field << 3) | LENGTH);
        varint(into, value.length);
        into.writeBytes(value);
    }

    private static void varint(ByteArrayOutputStream into, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            into.write((int) (rest | 0x80));
            rest >>>= 7;
        }
        into.write((int) rest);
    }
}
