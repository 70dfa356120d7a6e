package io.binnacle.telemetry.intake.remotewrite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.telemetry.intake.protobuf.ProtobufReader;

/**
 * Reads the message of remote write 2.0, {@code io.prometheus.write.v2.Request}, into a batch. Used by one thread, again
 * and again.
 *
 * <pre>
 *   Request     4 repeated string symbols   5 repeated TimeSeries
 *   TimeSeries  1 repeated uint32 labels_refs   2 repeated Sample   3 repeated Histogram   4 repeated Exemplar
 *               5 Metadata   6 created_timestamp, which early senders have in place of a start in each sample
 *   Exemplar    1 repeated uint32 labels_refs   2 value   3 timestamp
 *   Metadata    1 type   3 help_ref   4 unit_ref
 * </pre>
 *
 * Texts are referred to by their place in the table of symbols, the first of which is empty. The table is read first,
 * wherever in the message it stands.
 */
final class RequestReader {

    /** A million texts take 8 MB of places. */
    private static final int SYMBOLS_MAX = 1 << 20;
    /** What all labels of a request may expand to; a body of average series expands to twice its size. */
    private static final long LABEL_BYTES_MAX = 128L << 20;

    private final ProtobufReader reader = new ProtobufReader();
    private final SeriesLabels labels = new SeriesLabels();
    private final SeriesLabels exemplarLabels = new SeriesLabels();
    private final SampleMessage sample = new SampleMessage();
    private final HistogramMessage histogram = new HistogramMessage();

    private int[] symbolStarts = new int[256];
    private int[] symbolLengths = new int[256];
    /** The request in which metadata of the metric of that name was told last. */
    private int[] symbolSaidIn = new int[256];
    private int symbols;
    private int requests;
    /** The metric's name of the present series; 0 when it has none. */
    private int metricRef;
    /** A name's reference that waits for its value's. */
    private int nameRef;
    private boolean nameWaits;
    private long labelBytes;

    /** @throws InvalidInput when the bytes are no such message; the batch may then hold a part of it */
    void read(byte[] bytes, int size, WriteBatch batch) {
        labelBytes = 0;
        requests++;
        reader.over(bytes, 0, size);
        readSymbols();
        reader.over(bytes, 0, size);
        while (reader.more()) {
            int tag = reader.tag();
            if (tag >>> 3 == 5) {
                readSeries(tag, batch);
            } else {
                reader.skip(tag);
            }
        }
    }

    private void readSymbols() {
        symbols = 0;
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                // What 1.0 has there would otherwise be skipped, and lost in silence.
                case 1 -> throw new InvalidInput("Content-Type",
                        "proto=" + RemoteWriteMessage.WRITE_REQUEST.protoName() + " for such a body", "another");
                case 4 -> addSymbol(tag);
                default -> reader.skip(tag);
            }
        }
        if (symbols > 0 && symbolLengths[0] != 0) {
            throw new InvalidInput("symbols", "an empty text as the first one", symbolLengths[0] + " bytes");
        }
    }

    private void addSymbol(int tag) {
        if (symbols == SYMBOLS_MAX) {
            throw new InvalidInput("symbols", "at most " + SYMBOLS_MAX, "more");
        }
        if (symbols == symbolStarts.length) {
            symbolStarts = Arrays.copyOf(symbolStarts, 2 * symbols);
            symbolLengths = Arrays.copyOf(symbolLengths, 2 * symbols);
            symbolSaidIn = Arrays.copyOf(symbolSaidIn, 2 * symbols);
        }
        int length = reader.length(tag);
        symbolStarts[symbols] = reader.position();
        symbolLengths[symbols] = length;
        symbols++;
        reader.position(reader.position() + length);
    }

    private void readSeries(int seriesTag, WriteBatch batch) {
        int outer = reader.enter(seriesTag);
        int from = reader.position();
        long startMillis = readHead();
        labels.handOver(batch);
        labelBytes += labels.size();
        if (labelBytes > LABEL_BYTES_MAX) {
            throw new InvalidInput("timeseries", "labels of at most " + LABEL_BYTES_MAX + " bytes in all", "more");
        }
        reader.position(from);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 2 -> {
                    sample.read(reader, tag);
                    batch.sample(sample.epochMillis(), sample.value(),
                            sample.startMillis() == 0 ? startMillis : sample.startMillis());
                }
                case 3 -> {
                    histogram.read(reader, tag);
                    batch.histogram(histogram, startMillis);
                }
                case 4 -> readExemplar(tag, batch);
                case 5 -> readMetadata(tag, batch);
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
    }

    /** Collects the labels of a series; returns its created timestamp, 0 when there is none. */
    private long readHead() {
        long startMillis = 0;
        labels.over(reader.bytes());
        nameWaits = false;
        metricRef = 0;
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> readRefs(tag, labels);
                case 6 -> startMillis = reader.varint(tag);
                default -> reader.skip(tag);
            }
        }
        requirePairs();
        return startMillis;
    }

    /** References come packed, all in one field, or one a field. */
    private void readRefs(int tag, SeriesLabels into) {
        if ((tag & 7) == ProtobufReader.VARINT) {
            addRef(ref(reader.varint()), into);
            return;
        }
        int outer = reader.enter(tag);
        while (reader.more()) {
            addRef(ref(reader.varint()), into);
        }
        reader.leave(outer);
    }

    private int ref(long ref) {
        if (ref < 0 || ref >= symbols) {
            throw new InvalidInput("symbols", "references below " + symbols, Long.toUnsignedString(ref));
        }
        return (int) ref;
    }

    private void addRef(int ref, SeriesLabels into) {
        if (nameWaits) {
            if (into == labels && SeriesLabels.isMetricName(reader.bytes(), symbolStarts[nameRef],
                    symbolLengths[nameRef])) {
                metricRef = ref;
            }
            into.add(symbolStarts[nameRef], symbolLengths[nameRef], symbolStarts[ref], symbolLengths[ref]);
        }
        nameRef = ref;
        nameWaits = !nameWaits;
    }

    private void requirePairs() {
        if (nameWaits) {
            throw new InvalidInput("labels_refs", "a value for each name", "a name without one");
        }
    }

    private void readExemplar(int exemplarTag, WriteBatch batch) {
        int outer = reader.enter(exemplarTag);
        double value = 0;
        long epochMillis = 0;
        exemplarLabels.over(reader.bytes());
        nameWaits = false;
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> readRefs(tag, exemplarLabels);
                case 2 -> value = reader.float64(tag);
                case 3 -> epochMillis = reader.varint(tag);
                default -> reader.skip(tag);
            }
        }
        requirePairs();
        reader.leave(outer);
        batch.exemplar(exemplarLabels, epochMillis, value);
    }

    private void readMetadata(int metadataTag, WriteBatch batch) {
        int outer = reader.enter(metadataTag);
        long type = 0;
        int help = 0;
        int unit = 0;
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> type = reader.varint(tag);
                case 3 -> help = ref(reader.varint(tag));
                case 4 -> unit = ref(reader.varint(tag));
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        // Each series of a metric says the same again.
        if (metricRef > 0 && symbolSaidIn[metricRef] != requests && (type != 0 || help != 0 || unit != 0)) {
            symbolSaidIn[metricRef] = requests;
            batch.metadata(text(metricRef), type, text(unit), text(help));
        }
    }

    private String text(int ref) {
        return new String(reader.bytes(), symbolStarts[ref], symbolLengths[ref], StandardCharsets.UTF_8);
    }
}
