package io.binnacle.server.health;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.StoreStatistics;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.arena.Arenas;
import io.binnacle.timeseries.durable.DurableTimeSeriesStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Metrics of the store of samples: what it holds, what it may hold, what it refused. */
public final class SampleMeters {

    private SampleMeters() {
    }

    public static void bind(TimeSeriesStore samples, MeterRegistry meters) {
        gauge(samples, meters, "binnacle.samples.series", StoreStatistics::series);
        gauge(samples, meters, "binnacle.samples.series.max", StoreStatistics::seriesMax);
        gauge(samples, meters, "binnacle.samples.held", StoreStatistics::samples);
        gauge(samples, meters, "binnacle.samples.bytes", StoreStatistics::bytes);
        gauge(samples, meters, "binnacle.samples.queriers.open", StoreStatistics::queriersOpen);
        Gauge.builder("binnacle.samples.arenas.open", Arenas::open).register(meters);
        FunctionCounter.builder("binnacle.samples.appended", samples, store -> store.statistics().appendedTotal())
                .register(meters);
        for (CommitResult.Reason reason : CommitResult.Reason.values()) {
            FunctionCounter.builder("binnacle.samples.rejected", samples,
                    store -> store.statistics().rejectedTotal().getOrDefault(reason, 0L))
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT)).register(meters);
        }
    }

    /** How many things the store found damaged or could not do, as far as it remembers. */
    public static void bindProblems(DurableTimeSeriesStore samples, MeterRegistry meters) {
        Gauge.builder("binnacle.samples.problems", samples, store -> store.problems().size()).register(meters);
    }

    private static void gauge(TimeSeriesStore samples, MeterRegistry meters, String name,
            ToDoubleFunction<StoreStatistics> value) {
        Gauge.builder(name, samples, store -> value.applyAsDouble(store.statistics())).register(meters);
    }
}
