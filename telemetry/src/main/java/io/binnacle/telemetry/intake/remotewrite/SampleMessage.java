package io.binnacle.telemetry.intake.remotewrite;

import io.binnacle.telemetry.intake.protobuf.ProtobufReader;

/** One sample as it came: the message {@code Sample}. Filled again and again; used by one thread. */
final class SampleMessage {

    private double value;
    private long epochMillis;
    private long startMillis;

    /** Reads the message that the reader stands before, behind its tag. */
    void read(ProtobufReader reader, int fieldTag) {
        // A field with the value zero is not sent.
        value = 0;
        epochMillis = 0;
        startMillis = 0;
        int outer = reader.enter(fieldTag);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> value = reader.float64(tag);
                case 2 -> epochMillis = reader.varint(tag);
                case 3 -> startMillis = reader.varint(tag);
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
    }

    double value() {
        return value;
    }

    long epochMillis() {
        return epochMillis;
    }

    /** When the counting began that it is a part of; 0 for unknown, and in 1.0, which does not have it. */
    long startMillis() {
        return startMillis;
    }
}
