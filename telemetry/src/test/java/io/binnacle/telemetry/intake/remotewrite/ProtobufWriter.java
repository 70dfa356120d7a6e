package io.binnacle.telemetry.intake.remotewrite;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import io.binnacle.telemetry.intake.protobuf.ProtobufReader;

/** Writes protobuf messages field by field, in the order of the calls and with nothing left out. */
final class ProtobufWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] message(Consumer<ProtobufWriter> fields) {
        ProtobufWriter writer = new ProtobufWriter();
        fields.accept(writer);
        return writer.out.toByteArray();
    }

    ProtobufWriter tag(int number, int wireType) {
        return raw(((long) number << 3) | wireType);
    }

    ProtobufWriter raw(long varint) {
        long rest = varint;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    ProtobufWriter varint(int number, long value) {
        return tag(number, ProtobufReader.VARINT).raw(value);
    }

    ProtobufWriter zigzag(int number, long value) {
        return varint(number, zigzag(value));
    }

    static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    ProtobufWriter fixed64(int number, double value) {
        tag(number, ProtobufReader.FIXED64);
        return rawFixed64(value);
    }

    ProtobufWriter rawFixed64(double value) {
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 0; shift < 64; shift += 8) {
            out.write((int) (bits >>> shift));
        }
        return this;
    }

    ProtobufWriter bytes(int number, byte[] value) {
        tag(number, ProtobufReader.LENGTH).raw(value.length);
        out.writeBytes(value);
        return this;
    }

    ProtobufWriter text(int number, String value) {
        return bytes(number, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufWriter nested(int number, Consumer<ProtobufWriter> fields) {
        return bytes(number, message(fields));
    }
}
