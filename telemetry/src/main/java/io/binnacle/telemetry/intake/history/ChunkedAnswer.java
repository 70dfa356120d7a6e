package io.binnacle.telemetry.intake.history;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.intake.history.block.ChunkDecoder;
import io.binnacle.telemetry.intake.history.block.SampleSink;
import io.binnacle.telemetry.intake.protobuf.ProtobufReader;

/** Reads the answer of a remote read in chunks, one frame of it in memory at a time. Belongs to one thread. */
public final class ChunkedAnswer {

    /** What such an answer says that it is. */
    public static final String CONTENT_TYPE = "application/x-streamed-protobuf";
    /** Prometheus sends some 1 MiB. */
    private static final int FRAME_BYTES_MAX = 64 << 20;

    private final String source;
    private final Reader into;
    private final ProtobufReader reader = new ProtobufReader();

    /** Takes what is read: a series, then its samples. A series may come several times, and samples beyond what was asked for. */
    public interface Reader extends SampleSink {

        void series(Labels labels);

        /** Something could not be read and is left out. */
        void fault(String what);
    }

    /** @param source how to call the system that answers */
    public ChunkedAnswer(String source, Reader into) {
        this.source = source;
        this.into = into;
    }

    /**
     * Reads it to its end. Of each frame: how long the message is, its checksum, the message.
     *
     * @throws Unavailable it is no such answer
     */
    public void read(InputStream answer) throws IOException {
        DataInputStream body = new DataInputStream(answer);
        while (true) {
            int first = body.read();
            if (first < 0) {
                return;
            }
            long length = length(first, body);
            if (length > FRAME_BYTES_MAX) {
                throw new Unavailable(source + " sent a frame of " + length + " bytes");
            }
            int expected = body.readInt();
            byte[] message = new byte[(int) length];
            body.readFully(message);
            CRC32C checksum = new CRC32C();
            checksum.update(message);
            if ((int) checksum.getValue() != expected) {
                throw new Unavailable(source + " sent a frame with a wrong checksum");
            }
            frame(message);
        }
    }

    private static long length(int first, InputStream body) throws IOException {
        long length = first & 0x7f;
        int next = first;
        for (int shift = 7; next >= 0x80 && shift < Long.SIZE; shift += 7) {
            next = body.read();
            length |= (long) (next & 0x7f) << shift;
        }
        return length < 0 ? Long.MAX_VALUE : length;
    }

    private void frame(byte[] message) {
        reader.over(message, 0, message.length);
        try {
            while (reader.more()) {
                int tag = reader.tag();
                if (tag >>> 3 == 1) {
                    series(tag);
                } else {
                    reader.skip(tag);
                }
            }
        } catch (InvalidInput malformed) {
            throw new Unavailable(source + " sent what is no answer: " + malformed.getMessage(), malformed);
        }
    }

    private void series(int tag) {
        int outer = reader.enter(tag);
        Labels.Builder labels = new Labels.Builder();
        boolean begun = false;
        while (reader.more()) {
            int field = reader.tag();
            switch (field >>> 3) {
                case 1 -> label(field, labels);
                case 2 -> {
                    if (!begun) {
                        into.series(labels.build());
                        begun = true;
                    }
                    chunk(field, labels);
                }
                default -> reader.skip(field);
            }
        }
        reader.leave(outer);
    }

    private void label(int tag, Labels.Builder labels) {
        String name = "";
        String value = "";
        int outer = reader.enter(tag);
        while (reader.more()) {
            int field = reader.tag();
            switch (field >>> 3) {
                case 1 -> name = reader.text(field);
                case 2 -> value = reader.text(field);
                default -> reader.skip(field);
            }
        }
        reader.leave(outer);
        labels.set(name, value);
    }

    private void chunk(int tag, Labels.Builder labels) {
        int encoding = 0;
        byte[] data = {};
        int outer = reader.enter(tag);
        while (reader.more()) {
            int field = reader.tag();
            switch (field >>> 3) {
                case 3 -> encoding = (int) reader.varint(field);
                case 4 -> data = bytes(field);
                default -> reader.skip(field);
            }
        }
        reader.leave(outer);
        try {
            ChunkDecoder.read(encoding, data, into);
        } catch (Corrupt damage) {
            into.fault(labels.build() + ": " + damage.getMessage());
        }
    }

    private byte[] bytes(int tag) {
        int length = reader.length(tag);
        byte[] bytes = new byte[length];
        System.arraycopy(reader.bytes(), reader.position(), bytes, 0, length);
        reader.position(reader.position() + length);
        return bytes;
    }
}
