package io.binnacle.telemetry.intake.remotewrite;

import java.nio.charset.StandardCharsets;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.telemetry.intake.protobuf.ProtobufReader;

/**
 * Reads the message of remote write 1.0, {@code prometheus.WriteRequest}, into a batch. Used by one thread, again and
 * again.
 *
 * <pre>
 *   WriteRequest  1 repeated TimeSeries   3 repeated MetricMetadata
 *   MetricMetadata  1 type   2 family   4 help   5 unit
 *   TimeSeries    1 repeated Label   2 repeated Sample   3 repeated Exemplar   4 repeated Histogram
 *   Exemplar      1 repeated Label   2 value   3 timestamp
 *   Label         1 name   2 value
 * </pre>
 */
final class WriteRequestReader {

    private final ProtobufReader reader = new ProtobufReader();
    private final SeriesLabels labels = new SeriesLabels();
    private final SeriesLabels exemplarLabels = new SeriesLabels();
    private final SampleMessage sample = new SampleMessage();
    private final HistogramMessage histogram = new HistogramMessage();

    /** @throws InvalidInput when the bytes are no such message; the batch may then hold a part of it */
    void read(byte[] bytes, int size, WriteBatch batch) {
        reader.over(bytes, 0, size);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> readSeries(tag, batch);
                case 3 -> readMetadata(tag, batch);
                // What 2.0 has there would otherwise be skipped, and lost in silence.
                case 4, 5 -> throw new InvalidInput("Content-Type",
                        "proto=" + RemoteWriteMessage.REQUEST.protoName() + " for such a body", "another");
                default -> reader.skip(tag);
            }
        }
    }

    private void readSeries(int seriesTag, WriteBatch batch) {
        int outer = reader.enter(seriesTag);
        int from = reader.position();
        int labelsEnd = SeriesLabels.canonicalEnd(reader.bytes(), from, reader.limit());
        if (labelsEnd != SeriesLabels.NOT_CANONICAL && !hasLabelsFrom(labelsEnd)) {
            batch.series(reader.bytes(), from, labelsEnd - from);
            reader.position(labelsEnd);
        } else {
            collectLabels(from, labels);
            labels.handOver(batch);
            reader.position(from);
        }
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 2 -> {
                    sample.read(reader, tag);
                    batch.sample(sample.epochMillis(), sample.value(), 0);
                }
                case 3 -> readExemplar(tag, batch);
                case 4 -> {
                    histogram.read(reader, tag);
                    batch.histogram(histogram, 0);
                }
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
    }

    /** Whether there are more labels behind those that stand together. */
    private boolean hasLabelsFrom(int position) {
        reader.position(position);
        while (reader.more()) {
            int tag = reader.tag();
            if (tag >>> 3 == 1) {
                return true;
            }
            reader.skip(tag);
        }
        return false;
    }

    /** Takes the labels of the message whose fields begin there, wherever in it they stand. */
    private void collectLabels(int from, SeriesLabels into) {
        into.over(reader.bytes());
        reader.position(from);
        while (reader.more()) {
            int tag = reader.tag();
            if (tag >>> 3 == 1) {
                readLabel(tag, into);
            } else {
                reader.skip(tag);
            }
        }
    }

    private void readLabel(int labelTag, SeriesLabels into) {
        int outer = reader.enter(labelTag);
        int name = 0;
        int nameLength = 0;
        int value = 0;
        int valueLength = 0;
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> {
                    nameLength = reader.length(tag);
                    name = reader.position();
                    reader.position(name + nameLength);
                }
                case 2 -> {
                    valueLength = reader.length(tag);
                    value = reader.position();
                    reader.position(value + valueLength);
                }
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        into.add(name, nameLength, value, valueLength);
    }

    private void readExemplar(int exemplarTag, WriteBatch batch) {
        int outer = reader.enter(exemplarTag);
        double value = 0;
        long epochMillis = 0;
        exemplarLabels.over(reader.bytes());
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> readLabel(tag, exemplarLabels);
                case 2 -> value = reader.float64(tag);
                case 3 -> epochMillis = reader.varint(tag);
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        batch.exemplar(exemplarLabels, epochMillis, value);
    }

    private void readMetadata(int metadataTag, WriteBatch batch) {
        int outer = reader.enter(metadataTag);
        long type = 0;
        String family = "";
        String help = "";
        String unit = "";
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> type = reader.varint(tag);
                case 2 -> family = readText(tag);
                case 4 -> help = readText(tag);
                case 5 -> unit = readText(tag);
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        batch.metadata(family, type, unit, help);
    }

    private String readText(int tag) {
        int length = reader.length(tag);
        int at = reader.position();
        reader.position(at + length);
        return new String(reader.bytes(), at, length, StandardCharsets.UTF_8);
    }
}
