package io.binnacle.telemetry.intake.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

import io.binnacle.timeseries.Samples;
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
        return read(fields).fault();
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

    private static Consumer<ProtobufWriter> custom(double... bounds) {
        return message -> {
            message.varint(1, 3).zigzag(4, HistogramMessage.CUSTOM_BOUNDS)
                    .nested(11, span -> span.varint(2, 2)).nested(12, deltas -> deltas.raw(2).raw(2));
            for (double bound : bounds) {
                message.fixed64(16, bound);
            }
        };
    }

    @Test
    void everyFieldIsRead() {
        HistogramMessage histogram = read(integers(message -> {}));
        assertThat(histogram.fault()).isNull();
        assertThat(histogram.floats()).isFalse();
        assertThat(histogram.count()).isEqualTo(7);
        assertThat(histogram.sum()).isEqualTo(5.5);
        assertThat(histogram.schema()).isEqualTo(-4);
        assertThat(histogram.zeroThreshold()).isEqualTo(1e-9);
        assertThat(histogram.zeroCount()).isEqualTo(1);
        assertThat(histogram.resetHint()).isEqualTo(2);
        assertThat(histogram.timestampMillis()).isEqualTo(1000);
        assertThat(histogram.startMillis()).isEqualTo(500);
        assertThat(histogram.positive().offsets.get(0)).isEqualTo(-3);
        assertThat(histogram.positive().lengths.get(1)).isEqualTo(2);
        assertThat(histogram.positive().deltas.get(2)).isEqualTo(-1);
        assertThat(histogram.negative().offsets.size()).isZero();
        assertThat(histogram.customBounds().size()).isZero();
    }

    @Test
    void floatHistogramsHaveTheirOwnCounts() {
        Consumer<ProtobufWriter> floats = message -> message.fixed64(2, 2.5).fixed64(3, 1).fixed64(7, 0.5)
                .nested(8, span -> span.varint(2, 2)).nested(10, counts -> counts.rawFixed64(1.5).rawFixed64(0.5));
        HistogramMessage histogram = read(floats);
        assertThat(histogram.fault()).isNull();
        assertThat(histogram.floats()).isTrue();
        assertThat(histogram.negative().counts.getDouble(0)).isEqualTo(1.5);
        assertThat(fault(floats.andThen(message -> message.zigzag(9, 1)))).contains("integers and of floats");
        assertThat(fault(floats.andThen(message -> message.varint(6, 1)))).contains("integers and of floats");
        assertThat(fault(message -> message.fixed64(2, 1).nested(11, span -> span.varint(2, 1)).fixed64(13, -1)))
                .isEqualTo("a bucket with a negative count");
        assertThat(fault(message -> message.fixed64(2, -1))).isEqualTo("a negative count");
    }

    @Test
    void whatPrometheusRefusesIsRefused() {
        assertThat(fault(integers(message -> message.zigzag(4, 9)))).isEqualTo("schema 9");
        assertThat(fault(integers(message -> message.varint(1, 8))))
                .isEqualTo("7 observations in buckets, a count of 8");
        assertThat(fault(integers(message -> message.fixed64(3, Double.NaN).varint(1, 8)))).isNull();
        assertThat(fault(integers(message -> message.zigzag(12, 0)))).isEqualTo("3 buckets in spans, 4 counts");
        assertThat(fault(integers(message -> message.nested(11, span -> span.zigzag(1, -1)))))
                .startsWith("a span that begins before");
        assertThat(fault(message -> message.nested(11, span -> span.varint(2, 1)).zigzag(12, -1)))
                .isEqualTo("a bucket with a negative count");
        assertThat(fault(message -> message.fixed64(3, Samples.STALE))).isNull();
    }

    @Test
    void customBoundsAscend() {
        assertThat(fault(custom(1, 2.5))).isNull();
        assertThat(fault(custom(1))).isNull();
        assertThat(fault(custom())).isEqualTo("a bucket behind the last bound");
        assertThat(fault(custom(2, 2))).startsWith("custom bounds that do not ascend");
        assertThat(fault(custom(1, Double.POSITIVE_INFINITY))).startsWith("custom bounds that do not ascend");
        assertThat(fault(custom(Double.NaN))).startsWith("custom bounds that do not ascend");
        assertThat(fault(custom(1, 2).andThen(message -> message.varint(6, 1)))).startsWith("a zero bucket");
        assertThat(fault(custom(1, 2).andThen(message -> message.nested(8, span -> span.varint(2, 0)))))
                .startsWith("negative buckets");
        assertThat(fault(message -> message.fixed64(16, 1))).startsWith("custom bounds in an exponential");
    }

    @Test
    void aClaimOfCountlessBucketsTakesNoMemory() {
        assertThat(fault(message -> message.nested(11, span -> span.varint(2, 0xffff_ffffL))))
                .isEqualTo("4294967295 buckets in spans, 0 counts");
        assertThat(fault(message -> message.nested(12, deltas -> {
            for (int i = 0; i < 20_000; i++) {
                deltas.raw(0);
            }
        }))).isEqualTo("more than 10000 buckets");
    }
}
