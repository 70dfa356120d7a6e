package io.binnacle.telemetry.intake.history;

import java.time.Duration;

import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.histogram.NativeHistogram;

/** Appends samples series by series, and commits them batch by batch. Belongs to one thread; ends with {@link #finish}. */
public final class HistoryWriter {

    /** A batch's memory is some 16 bytes a sample; larger ones are no quicker. */
    private static final int BATCH_SAMPLES = 20_000;
    /** How long the store may be too busy: it writes its memory to disk in seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Appender appender;
    private final ImportResult result = new ImportResult();
    private Labels labels = Labels.empty();
    /** Of the series in this batch; -1 when it is not in it yet. */
    private int series = -1;
    private int pending;

    public HistoryWriter(TimeSeriesStore store) {
        this.appender = store.appender();
    }

    /** What follows is of that series. */
    void begin(Labels ofSeries) {
        labels = ofSeries;
        series = -1;
    }

    void append(long millis, double value) {
        appender.append(series(), millis, value);
        count();
    }

    void append(long millis, NativeHistogram histogram) {
        appender.append(series(), millis, histogram);
        count();
    }

    void exemplar(Labels its, long millis, double value) {
        appender.exemplar(series(), its, millis, value);
        count();
    }

    private int series() {
        if (series < 0) {
            series = appender.series(labels);
        }
        return series;
    }

    private void count() {
        pending++;
        if (pending >= BATCH_SAMPLES) {
            commit();
        }
    }

    /** Has the store keep what was appended so far. */
    void commit() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                result.add(appender.commit());
                break;
            } catch (Overloaded busy) {
                if (System.nanoTime() > deadline) {
                    throw busy;
                }
                pause();
            }
        }
        pending = 0;
        series = -1;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Overloaded("the import was interrupted", PAUSE);
        }
    }

    /** Says of something that it could not be read. */
    void fault(String what) {
        result.fault(what);
    }

    /** Commits what is left; the result of all. */
    public ImportResult finish() {
        commit();
        return result;
    }
}
