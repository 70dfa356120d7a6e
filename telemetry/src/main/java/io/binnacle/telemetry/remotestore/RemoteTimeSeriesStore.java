package io.binnacle.telemetry.remotestore;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.telemetry.export.remotewrite.Destination;
import io.binnacle.telemetry.remotestore.RemoteQuerier.Remote;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CardinalityReport;
import io.binnacle.timeseries.HeadStatistics;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.StoreCapability;
import io.binnacle.timeseries.StoreStatistics;
import io.binnacle.timeseries.TimeSeriesStore;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * A {@link TimeSeriesStore} whose samples live in another server, behind a near store on this machine.
 *
 * <p>Commits are the near store's: it decides what is taken, and when a commit returns, what was taken is in its log. From there
 * {@link io.binnacle.telemetry.export.remotewrite.RemoteWriting} takes it to {@link #destination()}, which whoever makes this store
 * sees to. So the other server may be away for as long as that log has room.
 *
 * <p>Queriers of what is recent are the near store's, whole and without a question to anybody. Others have the samples of both;
 * they are {@link Unavailable} while the other server does not answer, rather than half. Exemplars, metadata, the cardinality
 * report and statistics are the near store's always.
 */
public final class RemoteTimeSeriesStore implements TimeSeriesStore {

    /** How far ahead of the clock a sample may be, and more. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private final TimeSeriesStore near;
    private final long nearSinceMillis;
    private final RemoteStoreSettings settings;
    private final InstantSource clock;
    private final RemoteServer server;
    private final Remote remote;
    private volatile boolean closed;

    /**
     * @param near stays the caller's
     * @param nearSinceMillis since when it has all that was committed
     */
    public RemoteTimeSeriesStore(TimeSeriesStore near, long nearSinceMillis, RemoteStoreSettings settings,
            InstantSource clock, MeterRegistry meters) {
        this.near = near;
        this.nearSinceMillis = nearSinceMillis;
        this.settings = settings;
        this.clock = clock;
        this.server = new RemoteServer(settings, clock, meters);
        this.remote = new Remote(settings, switch (settings.protocol()) {
            case REMOTE_READ -> new ChunkSource(server);
            case QUERY -> new MatrixSource(server);
        }, new NameSource(server));
    }

    @Override
    public Set<StoreCapability> capabilities() {
        return settings.protocol().capabilities();
    }

    /** The store on this machine: for who must not wait for another one. */
    public TimeSeriesStore near() {
        return near;
    }

    /** Where what is appended is to be written to. */
    public Destination destination() {
        return settings.destination();
    }

    /** What went wrong when the other server was asked last, unless that is long ago; empty when nothing did. */
    public String problem() {
        return server.problem();
    }

    @Override
    public Appender appender(Sender sender) {
        requireOpen();
        return near.appender(sender);
    }

    @Override
    public Querier querier(long minMillis, long maxMillis) {
        requireOpen();
        long now = clock.millis();
        long recent = settings.recent().isZero()
                ? Long.MAX_VALUE
                : Math.max(nearSinceMillis, now - settings.recent().toMillis());
        if (minMillis >= recent || minMillis > maxMillis) {
            return near.querier(minMillis, maxMillis);
        }
        TimeRange there = new TimeRange(now - settings.retention().toMillis(),
                Math.min(recent - 1, now + AHEAD.toMillis()));
        return new RemoteQuerier(remote, near, new TimeRange(minMillis, maxMillis), there);
    }

    @Override
    public SortedMap<String, MetricMetadata> metadata() {
        return near.metadata();
    }

    /** @throws Conflict always: there is no way to delete that all such servers have */
    @Override
    public long delete(List<Matcher> matchers, long minMillis, long maxMillis) {
        requireOpen();
        throw new Conflict("the samples are in " + server.shown()
                + ": what is to be deleted must be deleted there; what is here too goes by its age");
    }

    @Override
    public CardinalityReport cardinality(int top, CardinalityReport.Order order) {
        return near.cardinality(top, order);
    }

    @Override
    public StoreStatistics statistics() {
        return near.statistics();
    }

    @Override
    public Optional<HeadStatistics> head() {
        return near.head();
    }

    private void requireOpen() {
        if (closed) {
            throw new Unavailable("the time series store is closed");
        }
    }

    /** Ends what is under way; the near store stays open. */
    @Override
    public void close() {
        closed = true;
        server.close();
    }
}
