package io.binnacle.telemetry.export.remoteread;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.CRC32C;

import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.export.protobuf.ProtobufWriter;
import io.binnacle.timeseries.SampleCursor;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.histogram.HistogramSample;

/**
 * Writes series in frames of {@code prometheus.ChunkedReadResponse}, each while the reader takes it: how long the message is, its
 * checksum, the message. A series of many chunks has several frames, so that no more than one is ever held. One thread.
 */
final class SeriesFrames {

    /** In {@code prometheus.Chunk.Encoding}. */
    private static final int XOR = 1;

    private final OutputStream out;
    private final int frameBytes;
    /** Labels of a series, and those of its chunks that are not out yet. */
    private final ProtobufWriter series = new ProtobufWriter();
    private final ProtobufWriter scratch = new ProtobufWriter();
    private final ProtobufWriter head = new ProtobufWriter();
    private final XorChunk numbers = new XorChunk();
    private final HistogramChunk histogram = new HistogramChunk();
    private final long[] times = new long[XorChunk.SAMPLES_MAX];
    private final double[] values = new double[XorChunk.SAMPLES_MAX];
    private int query;
    private int labelBytes;

    /** @param frameBytes from which on a frame is full; it may exceed that by a chunk */
    SeriesFrames(OutputStream out, int frameBytes) {
        this.out = out;
        this.frameBytes = frameBytes;
    }

    /** @param ofQuery of how many-th query of the request it is an answer */
    void write(int ofQuery, Series one) throws IOException {
        query = ofQuery;
        begin(one.labels());
        List<HistogramSample> histograms = one.histograms();
        SampleCursor cursor = one.samples();
        int next = 0;
        for (int filled = fill(cursor); filled > 0; filled = fill(cursor)) {
            numbers.begin();
            for (int i = 0; i < filled; i++) {
                while (next < histograms.size() && histograms.get(next).epochMillis() <= times[i]) {
                    HistogramSample sample = histograms.get(next++);
                    if (sample.epochMillis() < times[i]) {
                        end(numbers);
                        write(sample);
                    } // else the number counts
                }
                numbers.add(times[i], values[i]);
            }
            end(numbers);
        }
        while (next < histograms.size()) {
            write(histograms.get(next++));
        }
        if (series.size() > labelBytes) {
            send();
        }
    }

    private void begin(Labels labels) {
        series.clear();
        RemoteReader.labels(series, scratch, labels);
        labelBytes = series.size();
    }

    private int fill(SampleCursor cursor) {
        int filled = 0;
        int read = cursor.read(times, values, 0);
        while (read > 0 && filled + read < times.length) {
            filled += read;
            read = cursor.read(times, values, filled);
        }
        return filled + read;
    }

    private void end(XorChunk chunk) throws IOException {
        if (chunk.count() > 0) {
            chunk(XOR, chunk.firstMillis(), chunk.lastMillis(), chunk.bytes(), chunk.size());
            chunk.begin();
        }
    }

    private void write(HistogramSample sample) throws IOException {
        histogram.hold(sample);
        chunk(histogram.encoding(), sample.epochMillis(), sample.epochMillis(), histogram.bytes(), histogram.size());
    }

    private void chunk(int encoding, long minMillis, long maxMillis, byte[] bytes, int size) throws IOException {
        scratch.clear();
        scratch.varint(1, minMillis);
        scratch.varint(2, maxMillis);
        scratch.varint(3, encoding);
        scratch.bytes(4, bytes, size);
        series.message(2, scratch);
        if (series.size() >= frameBytes) {
            send();
        }
    }

    private void send() throws IOException {
        scratch.clear();
        scratch.message(1, series);
        scratch.varint(2, query);
        CRC32C check = new CRC32C();
        check.update(scratch.bytes(), 0, scratch.size());
        head.clear();
        head.varint(scratch.size());
        for (int shift = 24; shift >= 0; shift -= 8) {
            head.raw((int) (check.getValue() >>> shift));
        }
        out.write(head.bytes(), 0, head.size());
        out.write(scratch.bytes(), 0, scratch.size());
        series.cut(labelBytes);
    }
}
