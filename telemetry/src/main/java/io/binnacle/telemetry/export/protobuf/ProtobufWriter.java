package io.binnacle.telemetry.export.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes protobuf's wire format into bytes that grow. Nothing that is 0 is left out but by its caller. One thread. */
public final class ProtobufWriter {

    private byte[] bytes = new byte[1024];
    private int size;

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    /** Forgets what was written behind so many bytes. */
    public void cut(int length) {
        size = length;
    }

    public byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    public byte[] bytes() {
        return bytes;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, size + size / 2));
        }
    }

    public void raw(int one) {
        reserve(1);
        bytes[size++] = (byte) one;
    }

    public void raw(byte[] source, int length) {
        reserve(length);
        System.arraycopy(source, 0, bytes, size, length);
        size += length;
    }

    public void varint(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            raw((int) (left & 0x7f) | 0x80);
            left >>>= 7;
        }
        raw((int) left);
    }

    private void fixed64(long value) {
        reserve(Long.BYTES);
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[size++] = (byte) (value >>> (8 * i));
        }
    }

    /** An integer of any kind but zigzag. */
    public void varint(int field, long value) {
        varint(field << 3);
        varint(value);
    }

    public void zigzag(int field, long value) {
        varint(field, zigzag(value));
    }

    public static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    public void float64(int field, double value) {
        varint(field << 3 | 1);
        fixed64(Double.doubleToRawLongBits(value));
    }

    /** Of a packed field. */
    public void float64(double value) {
        fixed64(Double.doubleToRawLongBits(value));
    }

    public void text(int field, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        varint(field << 3 | 2);
        varint(utf8.length);
        raw(utf8, utf8.length);
    }

    public void message(int field, ProtobufWriter message) {
        bytes(field, message.bytes, message.size);
    }

    public void bytes(int field, byte[] source, int length) {
        varint(field << 3 | 2);
        varint(length);
        raw(source, length);
    }
}
