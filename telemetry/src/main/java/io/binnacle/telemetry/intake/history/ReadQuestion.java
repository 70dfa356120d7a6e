package io.binnacle.telemetry.intake.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import io.binnacle.kernel.label.Matcher;
import io.binnacle.telemetry.export.protobuf.ProtobufWriter;
import org.xerial.snappy.Snappy;

/** The bytes of a remote read of some series in a range of time, answered in chunks. */
public final class ReadQuestion {

    private static final int CHUNKS = 1;

    private ReadQuestion() {
    }

    /** Both ends belong to the range. */
    public static byte[] of(List<Matcher> matchers, long minMillis, long maxMillis) {
        ProtobufWriter query = new ProtobufWriter();
        query.varint(1, minMillis);
        query.varint(2, maxMillis);
        for (Matcher matcher : matchers) {
            ProtobufWriter message = new ProtobufWriter();
            message.varint(1, number(matcher.operator()));
            message.text(2, matcher.name());
            message.text(3, matcher.value());
            query.message(3, message);
        }
        ProtobufWriter request = new ProtobufWriter();
        request.message(1, query);
        request.varint(2, CHUNKS);
        try {
            return Snappy.compress(request.copy());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Matcher.Operator operator) {
        return switch (operator) {
            case EQUAL -> 0;
            case NOT_EQUAL -> 1;
            case MATCH -> 2;
            case NOT_MATCH -> 3;
        };
    }
}
