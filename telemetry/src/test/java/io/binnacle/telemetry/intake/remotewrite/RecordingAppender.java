package io.binnacle.telemetry.intake.remotewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.LabelBytes;

/** Keeps what it is given, for a look at it; takes everything. */
final class RecordingAppender implements Appender {

    /** One sample that was appended. */
    record Taken(Labels series, long epochMillis, long valueBits) {

        static Taken of(long epochMillis, double value, String... labels) {
            return new Taken(Labels.of(labels), epochMillis, Double.doubleToRawLongBits(value));
        }
    }

    private final List<Labels> series = new ArrayList<>();
    private final List<Taken> batch = new ArrayList<>();

    @Override
    public int series(byte[] bytes, int offset, int length) {
        return series(LabelBytes.read(bytes, offset, length));
    }

    @Override
    public int series(Labels labels) {
        series.add(labels);
        return series.size() - 1;
    }

    @Override
    public void append(int number, long epochMillis, double value) {
        batch.add(new Taken(series.get(number), epochMillis, Double.doubleToRawLongBits(value)));
    }

    @Override
    public CommitResult commit() {
        return new CommitResult(batch.size(), 0, Map.of(), List.of());
    }

    @Override
    public void rollback() {
        batch.clear();
        series.clear();
    }

    List<Taken> taken() {
        return batch;
    }
}
