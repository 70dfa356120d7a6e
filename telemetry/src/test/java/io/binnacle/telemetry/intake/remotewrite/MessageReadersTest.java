package io.binnacle.telemetry.intake.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.intake.remotewrite.RecordingAppender.Taken;
import io.binnacle.timeseries.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both messages, from bytes to what the store is told. */
class MessageReadersTest {

    private final RecordingAppender appender = new RecordingAppender();

    private WriteResult read(RemoteWriteMessage message, byte[] bytes) {
        WriteBatch batch = new WriteBatch(appender);
        switch (message) {
            case WRITE_REQUEST -> new WriteRequestReader().read(bytes, bytes.length, batch);
            case REQUEST -> new RequestReader().read(bytes, bytes.length, batch);
        }
        return batch.commit();
    }

    private WriteResult read(RemoteWriteMessage message, SentSeries... series) {
        return read(message, switch (message) {
            case WRITE_REQUEST -> SentSeries.writeRequest(List.of(series));
            case REQUEST -> SentSeries.request(List.of(series));
        });
    }

    /** One series of 1.0 by hand; its labels are {@code {__name__="up"}}. */
    private WriteResult readFirst(Consumer<ProtobufWriter> rest) {
        return read(RemoteWriteMessage.WRITE_REQUEST, ProtobufWriter.message(request -> request.nested(1, series -> {
            series.nested(1, label -> label.text(1, "__name__").text(2, "up"));
            rest.accept(series);
        })));
    }

    /** One series of 2.0 by hand; its labels are {@code {__name__="up"}}, symbol 3 is {@code trace_id}, 4 is {@code x}. */
    private WriteResult readSecond(Consumer<ProtobufWriter> rest) {
        return read(RemoteWriteMessage.REQUEST, ProtobufWriter.message(request -> {
            List.of("", "__name__", "up", "trace_id", "x").forEach(symbol -> request.text(4, symbol));
            request.nested(5, series -> {
                series.nested(1, refs -> refs.raw(1).raw(2));
                rest.accept(series);
            });
        }));
    }

    @ParameterizedTest
    @EnumSource
    void samplesArriveBitByBit(RemoteWriteMessage message) {
        WriteResult result = read(message,
                new SentSeries(List.of("__name__", "up", "job", "a b", "path", "/x\n\"ü🌍"),
                        List.of(new SentSeries.Sample(1_700_000_000_000L, 1.5, 0),
                                new SentSeries.Sample(-1, -0.0, 0), new SentSeries.Sample(0, Samples.STALE, 0))),
                SentSeries.of(5, Double.NaN, "Zone", "1", "__name__", "up"));
        String[] labels = {"__name__", "up", "job", "a b", "path", "/x\n\"ü🌍"};
        assertThat(appender.taken()).containsExactly(Taken.of(1_700_000_000_000L, 1.5, labels),
                Taken.of(-1, -0.0, labels), Taken.of(0, Samples.STALE, labels),
                Taken.of(5, Double.NaN, "__name__", "up", "Zone", "1"));
        assertThat(result).isEqualTo(new WriteResult(4, 0, 0, Map.of(), List.of()));
    }

    @ParameterizedTest
    @EnumSource
    void labelsOutOfOrderAreSortedAndEmptyOnesLeftOut(RemoteWriteMessage message) {
        read(message, SentSeries.of(1, 2, "job", "a", "instance", "b", "__name__", "up", "empty", ""));
        assertThat(appender.taken())
                .containsExactly(Taken.of(1, 2, "__name__", "up", "instance", "b", "job", "a"));
    }

    @ParameterizedTest
    @EnumSource
    void aSeriesWithWrongLabelsCostsNobodyElse(RemoteWriteMessage message) {
        WriteResult result = read(message, SentSeries.of(1, 1, "job", "a"),
                SentSeries.of(1, 2, "__name__", "up", "job", "a", "job", "b"),
                SentSeries.of(1, 3, "", "x", "__name__", "up"), SentSeries.of(1, 4, "__name__", ""),
                SentSeries.of(1, 5, "__name__", "good"));
        assertThat(appender.taken()).containsExactly(Taken.of(1, 5, "__name__", "good"));
        assertThat(result.refused()).isEqualTo(Map.of("with no __name__", 2, "with two labels of one name", 1,
                "with a label without a name", 1));
        assertThat(result.summary()).isEqualTo("written: 1 samples; refused: 4 (1 with a label without a name, "
                + "2 with no __name__, 1 with two labels of one name)");
        assertThat(result.examples()).contains("{job=\"a\"}: no __name__");
    }

    @ParameterizedTest
    @EnumSource
    void textThatIsNotUtf8RefusesItsSeriesOnly(RemoteWriteMessage message) {
        byte[] bytes = switch (message) {
            case WRITE_REQUEST -> SentSeries.writeRequest(List.of(SentSeries.of(1, 1, "__name__", "bad!")));
            case REQUEST -> SentSeries.request(List.of(SentSeries.of(1, 1, "__name__", "bad!")));
        };
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '!' ? (byte) 0xff : bytes[i];
        }
        WriteResult result = read(message, bytes);
        assertThat(appender.taken()).isEmpty();
        assertThat(result.refused()).isEqualTo(Map.of("with invalid labels", 1));
    }

    @ParameterizedTest
    @EnumSource
    void unknownFieldsAreSkipped(RemoteWriteMessage message) {
        Consumer<ProtobufWriter> unknown = writer -> writer.varint(100, -1).fixed64(101, 1).text(102, "x").tag(103, 5)
                .raw(1).raw(1).raw(1).raw(1);
        Consumer<ProtobufWriter> rest = series -> {
            unknown.accept(series);
            series.nested(2, sample -> {
                sample.fixed64(1, 7).varint(2, 9);
                unknown.accept(sample);
            });
        };
        WriteResult result = message == RemoteWriteMessage.REQUEST ? readSecond(rest) : readFirst(rest);
        assertThat(appender.taken()).containsExactly(Taken.of(9, 7, "__name__", "up"));
        assertThat(result.samples()).isEqualTo(1);
    }

    @Test
    void fieldsComeInAnyOrder() {
        read(RemoteWriteMessage.WRITE_REQUEST, ProtobufWriter.message(request -> request.nested(1, series -> series
                .nested(2, sample -> sample.varint(2, 9).fixed64(1, 7))
                .nested(1, label -> label.text(2, "a").text(1, "job"))
                .nested(2, sample -> sample.varint(2, 10))
                .nested(1, label -> label.text(1, "__name__").text(2, "old").text(2, "up")))));
        read(RemoteWriteMessage.REQUEST, ProtobufWriter.message(request -> request
                .nested(5, series -> series.nested(2, sample -> sample.varint(2, 11)).varint(1, 1).varint(1, 2))
                .text(4, "").text(4, "__name__").text(4, "up")));
        assertThat(appender.taken()).containsExactly(Taken.of(9, 7, "__name__", "up", "job", "a"),
                Taken.of(10, 0, "__name__", "up", "job", "a"), Taken.of(11, 0, "__name__", "up"));
    }

    @Test
    void manyLabelsAndLongOnesHaveABound() {
        String[] many = new String[2 * 257];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = "label_" + i;
            many[i + 1] = "x";
        }
        assertThat(read(RemoteWriteMessage.REQUEST, SentSeries.of(1, 1, many)).refused())
                .containsOnlyKeys("with more than 256 labels");
        String longText = "x".repeat(70_000);
        assertThat(read(RemoteWriteMessage.WRITE_REQUEST, SentSeries.of(1, 1, "__name__", longText)).refused())
                .containsOnlyKeys("with labels of more than 65536 bytes");
        String longish = "y".repeat(40_000);
        read(RemoteWriteMessage.WRITE_REQUEST, SentSeries.of(1, 1, "__name__", longish));
        assertThat(appender.taken()).containsExactly(Taken.of(1, 1, "__name__", longish));
    }

    @Test
    void theOtherMessageIsNotTakenForAnEmptyOne() {
        byte[] first = SentSeries.writeRequest(List.of(SentSeries.of(1, 1, "__name__", "up")));
        byte[] second = SentSeries.request(List.of(SentSeries.of(1, 1, "__name__", "up")));
        assertThatThrownBy(() -> read(RemoteWriteMessage.REQUEST, first)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("prometheus.WriteRequest");
        assertThatThrownBy(() -> read(RemoteWriteMessage.WRITE_REQUEST, second)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("io.prometheus.write.v2.Request");
    }

    @Test
    void referencesMustLeadToASymbol() {
        assertThatThrownBy(() -> readSecond(series -> series.nested(1, refs -> refs.raw(1).raw(5))))
                .hasMessage("symbols: expected references below 5, got 5");
        assertThatThrownBy(() -> readSecond(series -> series.nested(1, refs -> refs.raw(1).raw(-1))))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> readSecond(series -> series.varint(1, 1)))
                .hasMessage("labels_refs: expected a value for each name, got a name without one");
        assertThatThrownBy(() -> readSecond(series -> series.nested(5, metadata -> metadata.varint(3, 9))))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> read(RemoteWriteMessage.REQUEST,
                ProtobufWriter.message(request -> request.text(4, "x")))).hasMessageStartingWith("symbols: ");
    }

    @Test
    void malformedMessagesSayWhere() {
        assertThatThrownBy(() -> readFirst(series -> series.varint(2, 1)))
                .hasMessageStartingWith("body: expected a protobuf message: wire type 2 for field 2, not 0");
        assertThatThrownBy(() -> readFirst(series -> series.nested(2, sample -> sample.varint(1, 1))))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> readFirst(series -> series.tag(2, 2).raw(200))).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> readFirst(series -> series.tag(2, 2).raw(-1))).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> readFirst(series -> series.tag(0, 0).raw(0))).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> readFirst(series -> series.tag(9, 3))).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> readFirst(
                series -> series.nested(2, sample -> sample.tag(2, 0).raw(-1).raw(-1))))
                .isInstanceOf(InvalidInput.class);
        byte[] eleven = {0x08, -1, -1, -1, -1, -1, -1, -1, -1, -1, 2};
        assertThatThrownBy(() -> read(RemoteWriteMessage.WRITE_REQUEST, eleven))
                .isInstanceOf(InvalidInput.class);
    }

    private static final Consumer<ProtobufWriter> HISTOGRAM = message -> message.varint(1, 1).fixed64(3, 2).zigzag(4, 3)
            .varint(15, 9).nested(11, span -> span.zigzag(1, 0).varint(2, 1)).nested(12, deltas -> deltas.raw(2));
    private static final String TAKEN = "up {count:1.0, sum:2.0, schema:3} @9";

    @Test
    void histogramsAndExemplarsAreHandedOn() {
        WriteResult first = readFirst(series -> series.nested(4, HISTOGRAM)
                .nested(3, exemplar -> exemplar.nested(1, label -> label.text(1, "trace_id").text(2, "x"))
                        .fixed64(2, 1).varint(3, 9)));
        String exemplar = "up exemplar " + Labels.of("trace_id", "x") + " 1.0 @9";
        assertThat(appender.beside()).containsExactly(TAKEN, exemplar);
        assertThat(first).isEqualTo(new WriteResult(0, 1, 1, Map.of(), List.of()));
        appender.rollback();
        WriteResult second = readSecond(series -> series.nested(3, HISTOGRAM)
                .nested(4, one -> one.nested(1, refs -> refs.raw(3).raw(4)).fixed64(2, 1).varint(3, 9)));
        assertThat(appender.beside()).containsExactly(TAKEN, exemplar);
        assertThat(second).isEqualTo(first);
        assertThatThrownBy(() -> readSecond(
                series -> series.nested(4, one -> one.nested(1, refs -> refs.raw(3)))))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void whatIsNoHistogramOrExemplarIsCountedAndCostsNothingElse() {
        WriteResult result = readFirst(series -> series.nested(4, HISTOGRAM.andThen(message -> message.zigzag(4, 9)))
                .nested(4, HISTOGRAM.andThen(message -> message.nested(13, counts -> counts.rawFixed64(1))))
                .nested(3, exemplar -> exemplar.nested(1, label -> label.text(1, "a").text(2, "x"))
                        .nested(1, label -> label.text(1, "a").text(2, "y")))
                .nested(2, sample -> sample.fixed64(1, 7).varint(2, 9)).nested(4, HISTOGRAM));
        assertThat(result.refused())
                .isEqualTo(Map.of("invalid native histograms", 2, "exemplars with invalid labels", 1));
        assertThat(result.examples()).contains("a native histogram @9: schema 9",
                "a native histogram @9: counts of integers and of floats in one histogram");
        assertThat(result.samples()).isEqualTo(1);
        assertThat(result.histograms()).isEqualTo(1);
    }

    @Test
    void startTimesGoWithTheirSamples() {
        readSecond(series -> series.nested(2, sample -> sample.varint(2, 9).varint(3, 5))
                .nested(2, sample -> sample.varint(2, 10)).varint(6, 4)
                .nested(3, HISTOGRAM.andThen(message -> message.varint(17, 3))).nested(3, HISTOGRAM));
        assertThat(appender.beside()).containsExactly("up @9 since 5", "up @10 since 4", TAKEN, "up @9 since 3", TAKEN,
                "up @9 since 4");
    }

    @Test
    void metadataIsHandedOnByFamily() {
        read(RemoteWriteMessage.WRITE_REQUEST, ProtobufWriter.message(request -> request
                .nested(3, metadata -> metadata.varint(1, 2).text(2, "up").text(4, "Whether.").text(5, "s"))
                .nested(3, metadata -> metadata.varint(1, 9).text(4, "Of nothing."))));
        assertThat(appender.beside()).containsExactly("up GAUGE s Whether.", " UNKNOWN  Of nothing.");
        appender.rollback();
        read(RemoteWriteMessage.REQUEST, ProtobufWriter.message(request -> {
            List.of("", "__name__", "a_bucket", "a_sum", "a_count", "Help.").forEach(text -> request.text(4, text));
            for (int i = 0; i < 3; i++) {
                request.nested(5, series -> series.nested(1, refs -> refs.raw(1).raw(2))
                        .nested(5, metadata -> metadata.varint(1, 3).varint(3, 5)));
            }
            request.nested(5, series -> series.nested(1, refs -> refs.raw(1).raw(3))
                    .nested(5, metadata -> metadata.varint(1, 5)));
            request.nested(5, series -> series.nested(1, refs -> refs.raw(1).raw(4))
                    .nested(5, metadata -> metadata.varint(1, 1)));
            request.nested(5, series -> series.nested(1, refs -> refs.raw(1).raw(5)).nested(5, metadata -> {}));
        }));
        assertThat(appender.beside()).containsExactly("a HISTOGRAM  Help.", "a SUMMARY  ", "a_count COUNTER  ");
    }
}
