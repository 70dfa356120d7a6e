package io.binnacle.telemetry.export.remoteread;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.telemetry.intake.protobuf.ProtobufReader;
import org.xerial.snappy.Snappy;

/**
 * {@code prometheus.ReadRequest}: what is asked.
 *
 * @param chunked whether the answer is to come in chunks: the first way that the asker accepts and this program knows
 */
public record ReadRequest(List<Query> queries, boolean chunked) {

    /** No honest one is nearly as long. */
    private static final int BYTES_MAX = 1 << 20;

    private static final int SAMPLES = 0;
    private static final int STREAMED_XOR_CHUNKS = 1;

    /** The samples of the series that match, both ends inclusive. */
    public record Query(long minMillis, long maxMillis, List<Matcher> matchers) {}

    /** @throws InvalidInput the body is not Snappy's block format, too large, or no such message */
    public static ReadRequest parse(byte[] body) {
        byte[] message = uncompressed(body);
        ProtobufReader reader = new ProtobufReader();
        reader.over(message, 0, message.length);
        List<Query> queries = new ArrayList<>();
        List<Integer> accepted = new ArrayList<>();
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> {
                    int outer = reader.enter(tag);
                    queries.add(query(reader));
                    reader.leave(outer);
                }
                case 2 -> accept(reader, tag, accepted);
                default -> reader.skip(tag);
            }
        }
        for (int type : accepted) {
            if (type == SAMPLES || type == STREAMED_XOR_CHUNKS) {
                return new ReadRequest(queries, type == STREAMED_XOR_CHUNKS);
            }
        }
        if (!accepted.isEmpty()) {
            throw new InvalidInput("accepted_response_types", "SAMPLES or STREAMED_XOR_CHUNKS", accepted.toString());
        }
        return new ReadRequest(queries, false);
    }

    private static byte[] uncompressed(byte[] body) {
        try {
            int size = Snappy.uncompressedLength(body);
            if (size < 0 || size > BYTES_MAX) {
                throw new InvalidInput("body", "at most " + BYTES_MAX + " bytes after decompression", size + " bytes");
            }
            return Snappy.uncompress(body);
        } catch (IOException e) {
            throw new InvalidInput("body", "Snappy's block format", "what cannot be decompressed");
        }
    }

    /** One, or several packed into one field. */
    private static void accept(ProtobufReader reader, int tag, List<Integer> accepted) {
        if ((tag & 7) != ProtobufReader.LENGTH) {
            accepted.add((int) reader.varint(tag));
            return;
        }
        int outer = reader.enter(tag);
        while (reader.more()) {
            accepted.add((int) reader.varint());
        }
        reader.leave(outer);
    }

    private static Query query(ProtobufReader reader) {
        long min = 0;
        long max = 0;
        List<Matcher> matchers = new ArrayList<>();
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> min = reader.varint(tag);
                case 2 -> max = reader.varint(tag);
                case 3 -> {
                    int outer = reader.enter(tag);
                    matchers.add(matcher(reader));
                    reader.leave(outer);
                }
                default -> reader.skip(tag);
            }
        }
        return new Query(min, max, matchers);
    }

    private static Matcher matcher(ProtobufReader reader) {
        long type = 0;
        String name = "";
        String value = "";
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> type = reader.varint(tag);
                case 2 -> name = reader.text(tag);
                case 3 -> value = reader.text(tag);
                default -> reader.skip(tag);
            }
        }
        Matcher.Operator[] operators = {Matcher.Operator.EQUAL, Matcher.Operator.NOT_EQUAL, Matcher.Operator.MATCH,
                Matcher.Operator.NOT_MATCH};
        if (type < 0 || type >= operators.length) {
            throw new InvalidInput("matchers.type", "0 to 3", type);
        }
        return new Matcher(name, operators[(int) type], value);
    }
}
