package io.binnacle.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.server.config.Configuration;
import io.binnacle.telemetry.remotestore.RemoteStoreSettings;
import io.binnacle.telemetry.remotestore.RemoteTimeSeriesStore;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.catalogue.SeriesLimits;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.durable.DurableSettings;
import io.binnacle.timeseries.durable.DurableTimeSeriesStore;
import io.binnacle.timeseries.durable.RollupRetention;
import io.binnacle.timeseries.log.Durability;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of samples in the data directory, with the disk that it lies on; before it, when there is one, the store whose samples live
 * in another server.
 */
final class SampleStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SampleStore.class);
    /** Below the data directory. */
    static final String FOLDER = "samples";

    private final LocalDisk disk;
    private final DurableTimeSeriesStore durable;
    private final @Nullable RemoteTimeSeriesStore remote;

    private SampleStore(LocalDisk disk, DurableTimeSeriesStore durable, @Nullable RemoteTimeSeriesStore remote) {
        this.disk = disk;
        this.durable = durable;
        this.remote = remote;
    }

    /**
     * @throws Unavailable the folder cannot be read or written
     * @throws InvalidInput the file with how another server is asked is wrong
     */
    static SampleStore open(Configuration configuration, InstantSource clock, MeterRegistry meters) {
        Optional<RemoteStoreSettings> settings = RemoteSamples.settings(configuration);
        SampleStore near = open(configuration, configuration.samples().outOfOrderWindow(), clock);
        return settings.map(how -> new SampleStore(near.disk, near.durable,
                new RemoteTimeSeriesStore(near.durable, sinceMillis(configuration, clock), how, clock, meters)))
                .orElse(near);
    }

    /** Since when the folder has all that was committed. */
    private static long sinceMillis(Configuration configuration, InstantSource clock) {
        try {
            return Files.readAttributes(folder(configuration), BasicFileAttributes.class).creationTime().toMillis();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("when the folder of samples was made is not known");
            return clock.millis();
        }
    }

    /**
     * As {@link #open}, to bring in samples that are older than others of their series.
     *
     * @throws Conflict somebody else uses the store
     */
    static SampleStore openForHistory(Configuration configuration, InstantSource clock) {
        try {
            return open(configuration, configuration.samples().retention(), clock);
        } catch (Unavailable fault) {
            if (fault.getCause() != null) {
                throw fault;
            }
            throw new Conflict(fault.getMessage() + "; stop the server first");
        }
    }

    private static SampleStore open(Configuration configuration, Duration outOfOrderWindow, InstantSource clock) {
        Path folder = folder(configuration);
        try {
            LocalDisk disk = LocalDisk.open(folder);
            try {
                DurableTimeSeriesStore store = DurableTimeSeriesStore.open(disk,
                        settings(configuration.samples(), outOfOrderWindow), clock);
                store.problems().forEach(problem -> LOG.atWarn().addKeyValue("problem", problem)
                        .log("something in the sample store is damaged"));
                return new SampleStore(disk, store, null);
            } catch (IOException | RuntimeException e) {
                disk.close();
                throw e;
            }
        } catch (IOException e) {
            throw new Unavailable("the sample store in " + folder + " cannot be opened: " + e, e);
        }
    }

    static Path folder(Configuration configuration) {
        return configuration.data().resolve(FOLDER);
    }

    private static DurableSettings settings(Configuration.Samples samples, Duration outOfOrderWindow) {
        DurableSettings standard = DurableSettings.defaults();
        return new DurableSettings(switch (samples.durability()) {
            case INTERVAL -> Durability.INTERVAL;
            case FSYNC -> Durability.FSYNC;
        }, samples.retention(), samples.bytesMax().bytes(), outOfOrderWindow, standard.futureTolerance(),
                samples.seriesMax(), samples.headMax(), standard.headAgeMax(), standard.knownSeriesBytesMax(),
                new RollupRetention(longer(samples.retention5m(), samples.retention()),
                        longer(samples.retention1h(), samples.retention())),
                new SeriesLimits.Limit(samples.tenant().seriesMax(), samples.tenant().newSeriesPerHourMax()));
    }

    /** Whoever keeps samples for long need not say the same of their points. */
    private static Duration longer(Duration points, Duration samples) {
        return points.compareTo(samples) > 0 ? points : samples;
    }

    /** What everybody asks. */
    TimeSeriesStore store() {
        return remote == null ? durable : remote;
    }

    /** What is on this machine's disk. */
    DurableTimeSeriesStore durable() {
        return durable;
    }

    /**
     * What the store found damaged or could not do, a line each, without where on this machine it lies: everybody may read
     * it.
     */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        durable.problems().forEach(line -> problems.add(line.replace(disk.root() + "/", "")));
        if (remote != null && !remote.problem().isEmpty()) {
            problems.add("samples of the past cannot be read from the other server: " + remote.problem());
        }
        return problems;
    }

    @Override
    public void close() throws IOException {
        if (remote != null) {
            remote.close();
        }
        durable.close();
        disk.close();
    }
}
