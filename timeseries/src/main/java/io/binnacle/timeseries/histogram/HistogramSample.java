package io.binnacle.timeseries.histogram;

/** A native histogram as a sample of a series. */
public record HistogramSample(long epochMillis, NativeHistogram histogram) {}
