package io.binnacle.telemetry.intake.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

import io.binnacle.telemetry.intake.protobuf.ProtobufReader;
import io.binnacle.timeseries.histogram.Buckets;
import io.binnacle.timeseries.histogram.CounterReset;
import io.binnacle.timeseries.histogram.NativeHistogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistogramMessageTest {

    private static HistogramMessage read(Consumer<ProtobufWriter> fields) {
        byte[] bytes = ProtobufWriter.message(writer -> writer.nested(4, fields));
        ProtobufReader reader = new ProtobufReader();
        reader.over(bytes, 0, bytes.length);
        HistogramMessage histogram = new HistogramMessage();
        histogram.read(reader, reader.tag());
        assertThat(reader.more()).isFalse();
        return histogram;
    }

    private static @Nullable String fault(Consumer<ProtobufWriter> fields) {
        HistogramMessage message = read(fields);
        String fault = message.fault();
        return fault == null ? message.toHistogram().fault() : fault;
    }

    /** Counts of 1, 3 and 2, a gap of two between the first and the second. */
    private static Consumer<ProtobufWriter> integers(Consumer<ProtobufWriter> more) {
        return message -> {
            message.varint(1, 7).fixed64(3, 5.5).zigzag(4, -4).fixed64(5, 1e-9).varint(6, 1)
                    .nested(11, span -> span.zigzag(1, -3).varint(2, 1))
                    .nested(11, span -> span.zigzag(1, 2).varint(2, 2))
                    .nested(12, deltas -> deltas.raw(ProtobufWriter.zigzag(1)).raw(ProtobufWriter.zigzag(2)))
                    .zigzag(12, -1).varint(14, 2).varint(15, 1000).varint(17, 500);
            more.accept(message);
        };
    }

    @Test
    void everyFieldIsRead() {
        HistogramMessage message = read(integers(more -> {}));
        assertThat(message.fault()).isNull();
        assertThat(message.timestampMillis()).isEqualTo(1000);
        assertThat(message.startMillis()).isEqualTo(500);
        assertThat(message.toHistogram().build()).isEqualTo(NativeHistogram.ofIntegers().count(7).sum(5.5).schema(-4)
                .zero(1e-9, 1).reset(CounterReset.NOT_RESET)
                .positive(Buckets.ofIntegers(new int[]{-3, 2}, new int[]{1, 2}, 1, 3, 2)).build());
    }

    @Test
    void floatHistogramsHaveTheirOwnCounts() {
        Consumer<ProtobufWriter> floats = message -> message.fixed64(2, 2.5).fixed64(3, 1).fixed64(7, 0.5)
                .nested(8, span -> span.varint(2, 2)).nested(10, counts -> counts.rawFixed64(1.5).rawFixed64(0.5));
        assertThat(read(floats).toHistogram().build()).isEqualTo(NativeHistogram.ofFloats().count(2.5).sum(1)
                .zero(0, 0.5).negative(Buckets.ofFloats(new int[]{0}, new int[]{2}, 1.5, 0.5)).build());
        assertThat(fault(floats.andThen(message -> message.zigzag(9, 1)))).contains("integers and of floats");
        assertThat(fault(floats.andThen(message -> message.varint(6, 1)))).contains("integers and of floats");
        assertThat(fault(message -> message.fixed64(2, 1).nested(11, span -> span.varint(2, 1)).fixed64(13, -1)))
                .isEqualTo("a bucket with a negative count");
    }

    @Test
    void customBoundsAreRead() {
        Consumer<ProtobufWriter> custom = message -> message.varint(1, 3).zigzag(4, NativeHistogram.CUSTOM_BOUNDS)
                .nested(11, span -> span.varint(2, 2)).nested(12, deltas -> deltas.raw(2).raw(2));
        assertThat(fault(custom.andThen(message -> message.fixed64(16, 1).fixed64(16, 2.5)))).isNull();
        assertThat(fault(custom)).isEqualTo("a bucket behind the last bound");
    }

    @Test
    void aClaimOfCountlessBucketsTakesNoMemory() {
        assertThat(fault(message -> message.nested(11, span -> span.varint(2, 0xffff_ffffL))))
                .isEqualTo("2147483647 buckets in spans, 0 counts");
        assertThat(fault(message -> message.nested(12, deltas -> {
            for (int i = 0; i < 20_000; i++) {
                deltas.raw(0);
            }
        }))).isEqualTo("more than 10001 buckets or bounds");
    }
}
