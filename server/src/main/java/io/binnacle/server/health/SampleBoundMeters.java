package io.binnacle.server.health;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import io.binnacle.timeseries.catalogue.SeriesLimits.TenantSeries;
import io.binnacle.timeseries.durable.DurableSettings;
import io.binnacle.timeseries.block.BlockReader;
import io.binnacle.timeseries.durable.DurableStatistics;
import io.binnacle.timeseries.durable.DurableStatistics.Work;
import io.binnacle.timeseries.durable.DurableTimeSeriesStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

/** Metrics of every bound that a store of samples on a disk has: how far it is used up, and where it ends. */
public final class SampleBoundMeters {

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final double MILLIS_PER_SECOND = 1000;

    private final DurableTimeSeriesStore store;
    private final MeterRegistry meters;
    private final MultiGauge tenantSeries;
    private final MultiGauge tenantSeriesMax;
    private final MultiGauge tenantNewSeries;
    private final MultiGauge tenantNewSeriesMax;

    private SampleBoundMeters(DurableTimeSeriesStore store, MeterRegistry meters) {
        this.store = store;
        this.meters = meters;
        tenantSeries = MultiGauge.builder("binnacle.samples.tenant.series").register(meters);
        tenantSeriesMax = MultiGauge.builder("binnacle.samples.tenant.series.max").register(meters);
        tenantNewSeries = MultiGauge.builder("binnacle.samples.tenant.new.series").register(meters);
        tenantNewSeriesMax = MultiGauge.builder("binnacle.samples.tenant.new.series.max").register(meters);
    }

    public static SampleBoundMeters bind(DurableTimeSeriesStore store, MeterRegistry meters) {
        SampleBoundMeters bound = new SampleBoundMeters(store, meters);
        bound.bindHead();
        bound.bindDisk();
        bound.work("commit.waits", "commit.wait.seconds", DurableStatistics::commitWait);
        bound.work("commits", "commit.seconds", DurableStatistics::commits);
        bound.work("flushes", "flush.seconds", DurableStatistics::flushes);
        bound.work("merges", "merge.seconds", DurableStatistics::merges);
        bound.counter("flush.bytes", statistics -> statistics.flushes().bytes());
        bound.counter("merge.bytes", statistics -> statistics.merges().bytes());
        bound.refresh();
        return bound;
    }

    private void bindHead() {
        DurableSettings settings = store.settings();
        gauge("head.samples", statistics -> statistics.head().samples());
        gauge("head.late.samples", statistics -> statistics.head().lateSamples());
        gauge("head.samples.max", statistics -> statistics.head().samplesMax());
        gauge("head.bytes", statistics -> statistics.head().bytes());
        gauge("head.age.seconds", statistics -> statistics.head().ageMillis() / MILLIS_PER_SECOND);
        constant("head.age.seconds.max", settings.headAgeMax().toSeconds());
        gauge("known.series.bytes", DurableStatistics::knownSeriesBytes);
        constant("known.series.bytes.max", settings.knownSeriesBytesMax());
    }

    private void bindDisk() {
        DurableSettings settings = store.settings();
        gauge("log.bytes", statistics -> statistics.log().bytes());
        gauge("log.unsynced.bytes", statistics -> statistics.log().bytesUnsynced());
        gauge("log.unsynced.seconds", statistics -> statistics.log().unsyncedNanos() / NANOS_PER_SECOND);
        counter("log.syncs", statistics -> statistics.log().syncs());
        counter("log.sync.failures", statistics -> statistics.log().syncFailures());
        counter("log.sync.seconds", statistics -> statistics.log().syncNanos() / NANOS_PER_SECOND);
        gauge("blocks", statistics -> statistics.blocks().count());
        gauge("blocks.bytes", statistics -> statistics.blocks().bytes());
        constant("blocks.bytes.max", settings.retentionBytes());
        gauge("pages.shared.bytes", statistics -> BlockReader.sharedBytes());
        constant("pages.shared.bytes.max", BlockReader.sharedBytesMax());
        constant("retention.seconds", settings.retention().toSeconds());
        constant("retention.5m.seconds", settings.rollups().fiveMinutes().toSeconds());
        constant("retention.1h.seconds", settings.rollups().hour().toSeconds());
        constant("out.of.order.window.seconds", settings.outOfOrderWindow().toSeconds());
        constant("future.tolerance.seconds", settings.futureTolerance().toSeconds());
    }

    /** Looks which tenants there are by now; to be called every few seconds. */
    public void refresh() {
        List<TenantSeries> tenants = store.tenants();
        register(tenantSeries, tenants, TenantSeries::active);
        register(tenantSeriesMax, tenants, tenant -> tenant.limit().activeMax());
        register(tenantNewSeries, tenants, TenantSeries::created);
        register(tenantNewSeriesMax, tenants, tenant -> tenant.limit().createdPerHourMax());
    }

    private static void register(MultiGauge gauge, List<TenantSeries> tenants, ToDoubleFunction<TenantSeries> value) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (TenantSeries tenant : tenants) {
            rows.add(MultiGauge.Row.of(Tags.of("tenant", tenant.tenant()), value.applyAsDouble(tenant)));
        }
        gauge.register(rows, true);
    }

    private void work(String count, String seconds, Function<DurableStatistics, Work> work) {
        counter(count, statistics -> work.apply(statistics).count());
        counter(seconds, statistics -> work.apply(statistics).nanos() / NANOS_PER_SECOND);
    }

    private void gauge(String name, ToDoubleFunction<DurableStatistics> value) {
        Gauge.builder("binnacle.samples." + name, store, one -> value.applyAsDouble(one.boundStatistics()))
                .register(meters);
    }

    private void constant(String name, long value) {
        Gauge.builder("binnacle.samples." + name, () -> value).register(meters);
    }

    private void counter(String name, ToDoubleFunction<DurableStatistics> value) {
        FunctionCounter.builder("binnacle.samples." + name, store,
                one -> value.applyAsDouble(one.boundStatistics())).register(meters);
    }
}
