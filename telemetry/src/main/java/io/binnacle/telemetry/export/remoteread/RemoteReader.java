package io.binnacle.telemetry.export.remoteread;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.export.protobuf.HistogramWriter;
import io.binnacle.telemetry.export.protobuf.ProtobufWriter;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.SampleCursor;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.histogram.HistogramSample;
import org.xerial.snappy.Snappy;

/** Answers {@link ReadRequest}s from a store. For use by many threads. */
public final class RemoteReader {

    private static final int COLUMN = 1024;
    /** In {@code prometheus.Chunk.Encoding}. */
    private static final int XOR = 1;

    private final TimeSeriesStore store;
    private final int bytesMax;

    /**
     * An answer in one of the two forms.
     *
     * @param chunked frames of {@code prometheus.ChunkedReadResponse}; else {@code prometheus.ReadResponse}, compressed
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record ReadAnswer(boolean chunked, byte[] bytes) {}

    /** @param bytesMax of one answer before it is compressed */
    public RemoteReader(TimeSeriesStore store, int bytesMax) {
        this.store = store;
        this.bytesMax = bytesMax;
    }

    /**
     * What the store holds of it, stale markers too. Series with native histograms come as samples only.
     *
     * @throws InvalidInput the answer would be too large, or cannot be given in chunks
     */
    public ReadAnswer read(ReadRequest request) {
        return request.chunked() ? new ReadAnswer(true, chunks(request)) : new ReadAnswer(false, samples(request));
    }

    private interface SeriesWriter {
        void write(Series series);
    }

    private void each(ReadRequest.Query query, SeriesWriter writer) {
        try (Querier querier = store.querier(query.minMillis(), query.maxMillis())) {
            List<Series> series = querier.select(query.matchers()).stream()
                    .sorted(Comparator.comparing(Series::labels, Labels.ORDER)).toList();
            series.forEach(writer::write);
        }
    }

    private void requireRoom(ProtobufWriter answer) {
        if (answer.size() > bytesMax) {
            throw new InvalidInput("queries", "an answer of at most " + bytesMax + " bytes", "a longer one");
        }
    }

    private static void labels(ProtobufWriter into, ProtobufWriter scratch, Labels labels) {
        for (Label label : labels) {
            scratch.clear();
            scratch.text(1, label.name());
            scratch.text(2, label.value());
            into.message(1, scratch);
        }
    }

    // ---- samples

    private byte[] samples(ReadRequest request) {
        ProtobufWriter answer = new ProtobufWriter();
        ProtobufWriter result = new ProtobufWriter();
        ProtobufWriter series = new ProtobufWriter();
        ProtobufWriter scratch = new ProtobufWriter();
        for (ReadRequest.Query query : request.queries()) {
            result.clear();
            each(query, one -> {
                series.clear();
                labels(series, scratch, one.labels());
                samples(one, series, scratch);
                result.message(1, series);
                requireRoom(result);
            });
            answer.message(1, result);
            requireRoom(answer);
        }
        try {
            return Snappy.rawCompress(answer.bytes(), answer.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void samples(Series from, ProtobufWriter series, ProtobufWriter scratch) {
        long[] times = new long[COLUMN];
        double[] values = new double[COLUMN];
        SampleCursor cursor = from.samples();
        for (int read = cursor.read(times, values, 0); read > 0; read = cursor.read(times, values, 0)) {
            for (int i = 0; i < read; i++) {
                scratch.clear();
                scratch.float64(1, values[i]);
                scratch.varint(2, times[i]);
                series.message(2, scratch);
            }
        }
        for (HistogramSample histogram : from.histograms()) {
            scratch.clear();
            HistogramWriter.write(scratch, histogram);
            series.message(4, scratch);
        }
    }

    // ---- chunks

    private byte[] chunks(ReadRequest request) {
        ProtobufWriter answer = new ProtobufWriter();
        ProtobufWriter series = new ProtobufWriter();
        ProtobufWriter scratch = new ProtobufWriter();
        XorChunk chunk = new XorChunk();
        for (int i = 0; i < request.queries().size(); i++) {
            int query = i;
            each(request.queries().get(i), one -> {
                if (!one.histograms().isEmpty()) {
                    throw new InvalidInput("accepted_response_types",
                            "SAMPLES first, since native histograms are among the answers", "STREAMED_XOR_CHUNKS");
                }
                series.clear();
                labels(series, scratch, one.labels());
                chunks(one.samples(), chunk, series, scratch);
                frame(answer, scratch, series, query);
                requireRoom(answer);
            });
        }
        return answer.copy();
    }

    private static void chunks(SampleCursor cursor, XorChunk chunk, ProtobufWriter series, ProtobufWriter scratch) {
        long[] times = new long[XorChunk.SAMPLES_MAX];
        double[] values = new double[XorChunk.SAMPLES_MAX];
        while (true) {
            int filled = 0;
            int read = cursor.read(times, values, 0);
            while (read > 0 && filled + read < times.length) {
                filled += read;
                read = cursor.read(times, values, filled);
            }
            filled += read;
            if (filled == 0) {
                return;
            }
            chunk.begin();
            for (int i = 0; i < filled; i++) {
                chunk.add(times[i], values[i]);
            }
            scratch.clear();
            scratch.varint(1, times[0]);
            scratch.varint(2, times[filled - 1]);
            scratch.varint(3, XOR);
            scratch.bytes(4, chunk.bytes(), chunk.size());
            series.message(2, scratch);
        }
    }

    /** A frame for each series: how long the message is, its checksum, the message. */
    private static void frame(ProtobufWriter answer, ProtobufWriter scratch, ProtobufWriter series, int query) {
        scratch.clear();
        scratch.message(1, series);
        scratch.varint(2, query);
        CRC32C check = new CRC32C();
        check.update(scratch.bytes(), 0, scratch.size());
        answer.varint(scratch.size());
        for (int shift = 24; shift >= 0; shift -= 8) {
            answer.raw((int) (check.getValue() >>> shift));
        }
        answer.raw(scratch.bytes(), scratch.size());
    }
}
