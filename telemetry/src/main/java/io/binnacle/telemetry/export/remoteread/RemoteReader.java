package io.binnacle.telemetry.export.remoteread;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;

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
    /** As Prometheus' {@code --storage.remote.read-max-bytes-in-frame}. */
    private static final int FRAME_BYTES = 1 << 20;

    private final TimeSeriesStore store;
    private final int bytesMax;
    private final int frameBytes;

    /** @param bytesMax of one answer of samples before it is compressed; chunks are not held, and have no such bound */
    public RemoteReader(TimeSeriesStore store, int bytesMax) {
        this(store, bytesMax, FRAME_BYTES);
    }

    /** @param frameBytes of chunks in one frame, about */
    RemoteReader(TimeSeriesStore store, int bytesMax, int frameBytes) {
        this.store = store;
        this.bytesMax = bytesMax;
        this.frameBytes = frameBytes;
    }

    /** By labels. */
    private static List<Series> select(Querier querier, ReadRequest.Query query) {
        return querier.select(query.matchers()).stream().sorted(Comparator.comparing(Series::labels, Labels.ORDER))
                .toList();
    }

    /**
     * Writes what the store holds of it in frames of {@code prometheus.ChunkedReadResponse}, stale markers and native histograms too.
     * No more than a frame is held; as soon as nobody takes them any more, it ends.
     */
    public void chunks(ReadRequest request, OutputStream out) throws IOException {
        SeriesFrames frames = new SeriesFrames(out, frameBytes);
        for (int i = 0; i < request.queries().size(); i++) {
            ReadRequest.Query query = request.queries().get(i);
            try (Querier querier = store.querier(query.minMillis(), query.maxMillis())) {
                for (Series series : select(querier, query)) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new InterruptedIOException("nobody reads any more");
                    }
                    frames.write(i, series);
                }
            }
        }
    }

    private void requireRoom(ProtobufWriter answer) {
        if (answer.size() > bytesMax) {
            throw new InvalidInput("queries", "an answer of at most " + bytesMax
                    + " bytes, as one of samples is not written while it is read; ask for less, or for STREAMED_XOR_CHUNKS",
                    "a longer one");
        }
    }

    static void labels(ProtobufWriter into, ProtobufWriter scratch, Labels labels) {
        for (Label label : labels) {
            scratch.clear();
            scratch.text(1, label.name());
            scratch.text(2, label.value());
            into.message(1, scratch);
        }
    }

    /**
     * What the store holds of it as a {@code prometheus.ReadResponse}, compressed; stale markers and native histograms too.
     *
     * @throws InvalidInput the answer would be too large
     */
    public byte[] samples(ReadRequest request) {
        ProtobufWriter answer = new ProtobufWriter();
        ProtobufWriter result = new ProtobufWriter();
        ProtobufWriter series = new ProtobufWriter();
        ProtobufWriter scratch = new ProtobufWriter();
        for (ReadRequest.Query query : request.queries()) {
            result.clear();
            try (Querier querier = store.querier(query.minMillis(), query.maxMillis())) {
                for (Series one : select(querier, query)) {
                    series.clear();
                    labels(series, scratch, one.labels());
                    samples(one, series, scratch);
                    result.message(1, series);
                    requireRoom(result);
                }
            }
            answer.message(1, result);
            requireRoom(answer);
        }
        try {
            return Snappy.rawCompress(answer.bytes(), answer.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void samples(Series from, ProtobufWriter series, ProtobufWriter scratch) {
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
            requireRoom(series);
        }
        for (HistogramSample histogram : from.histograms()) {
            scratch.clear();
            HistogramWriter.write(scratch, histogram);
            series.message(4, scratch);
        }
    }
}
