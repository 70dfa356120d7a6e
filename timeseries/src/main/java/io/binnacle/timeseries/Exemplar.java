package io.binnacle.timeseries;

import io.binnacle.kernel.label.Labels;

/**
 * One observation that stands for many in a series, such as a request that was slow.
 *
 * @param labels its own, such as the number of a trace; not those of the series
 */
public record Exemplar(Labels labels, long epochMillis, double value) {}
