package io.binnacle.telemetry.remotestore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

import io.binnacle.kernel.label.Matcher;
import io.binnacle.telemetry.export.remotewrite.Destination;
import io.binnacle.telemetry.export.remotewrite.RemoteWriting;
import io.binnacle.telemetry.export.remotewrite.WriteSurroundings;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CardinalityReport;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.StoreCapability;
import io.binnacle.timeseries.StoreStatistics;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.durable.DurableSettings;
import io.binnacle.timeseries.durable.DurableTimeSeriesStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;

/**
 * A {@link RemoteTimeSeriesStore} with all that makes it one: a near store on a disk, and the queue to the other server. A querier is handed
 * out once the other server has, and shows, what was committed; all samples that it finds are from there.
 */
final class OutgrownStore implements TimeSeriesStore {

    private final LocalDisk disk;
    private final DurableTimeSeriesStore near;
    private final RemoteWriting writing;
    private final RemoteTimeSeriesStore store;
    private final Runnable show;
    private long shownTotal;
    private boolean closed;

    /** @param show returns when what the other server took can be read */
    OutgrownStore(Path folder, DurableSettings bounds, RemoteStoreSettings settings, Destination.Queue queue,
            InstantSource clock, Runnable show) {
        this.show = show;
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try {
            disk = LocalDisk.open(folder);
            near = DurableTimeSeriesStore.open(disk, bounds, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Destination destination = settings.destination(queue);
        writing = new RemoteWriting(() -> List.of(destination),
                new WriteSurroundings(near, 1 << 30, "here", clock, meters));
        writing.start(near.feeds());
        store = new RemoteTimeSeriesStore(new HiddenSamples(near), Long.MIN_VALUE, settings, clock, meters);
    }

    private void settle() {
        if (closed) {
            return;
        }
        StoreStatistics statistics = near.statistics();
        long total = statistics.appendedTotal() + statistics.duplicatesTotal();
        if (total != shownTotal) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .untilAsserted(() -> assertThat(writing.states().getFirst().bytesBehind()).isZero());
            show.run();
            shownTotal = total;
        }
    }

    @Override
    public Set<StoreCapability> capabilities() {
        return store.capabilities();
    }

    @Override
    public Appender appender(Sender sender) {
        return store.appender(sender);
    }

    @Override
    public Querier querier(long minMillis, long maxMillis) {
        settle();
        return store.querier(minMillis, maxMillis);
    }

    @Override
    public SortedMap<String, MetricMetadata> metadata() {
        return store.metadata();
    }

    @Override
    public long delete(List<Matcher> matchers, long minMillis, long maxMillis) {
        return store.delete(matchers, minMillis, maxMillis);
    }

    @Override
    public CardinalityReport cardinality(int top, CardinalityReport.Order order) {
        return store.cardinality(top, order);
    }

    @Override
    public StoreStatistics statistics() {
        return store.statistics();
    }

    @Override
    public void close() {
        closed = true;
        writing.close();
        store.close();
        near.close();
        try {
            disk.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
