package io.binnacle.telemetry.export.remotewrite;

import java.time.InstantSource;

import io.binnacle.timeseries.TimeSeriesStore;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What all queues share.
 *
 * @param bytesBehindMax how much of the log may be kept for one destination
 * @param origin         by which this program knows its own requests when they come back
 */
public record WriteSurroundings(TimeSeriesStore store, long bytesBehindMax, String origin, InstantSource clock,
        MeterRegistry meters) {}
