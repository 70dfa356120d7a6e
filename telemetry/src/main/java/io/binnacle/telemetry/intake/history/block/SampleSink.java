package io.binnacle.telemetry.intake.history.block;

import io.binnacle.timeseries.histogram.NativeHistogram;

/** Takes the samples of a series, in order of time. */
public interface SampleSink {

    void sample(long millis, double value);

    void sample(long millis, NativeHistogram histogram);
}
