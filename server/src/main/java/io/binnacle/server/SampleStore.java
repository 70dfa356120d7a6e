package io.binnacle.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.server.config.Configuration;
import io.binnacle.timeseries.catalogue.SeriesLimits;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.durable.DurableSettings;
import io.binnacle.timeseries.durable.DurableTimeSeriesStore;
import io.binnacle.timeseries.durable.RollupRetention;
import io.binnacle.timeseries.log.Durability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store of samples in the data directory, with the disk that it lies on. */
final class SampleStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SampleStore.class);
    /** Below the data directory. */
    static final String FOLDER = "samples";

    private final LocalDisk disk;
    private final DurableTimeSeriesStore store;

    private SampleStore(LocalDisk disk, DurableTimeSeriesStore store) {
        this.disk = disk;
        this.store = store;
    }

    /** @throws Unavailable the folder cannot be read or written */
    static SampleStore open(Configuration configuration, InstantSource clock) {
        return open(configuration, configuration.samples().outOfOrderWindow(), clock);
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
                return new SampleStore(disk, store);
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

    DurableTimeSeriesStore store() {
        return store;
    }

    /** What the store found damaged or could not do, a line each, without where on this machine it lies: everybody may read it. */
    List<String> problems() {
        return store.problems().stream().map(line -> line.replace(disk.root() + "/", "")).toList();
    }

    @Override
    public void close() throws IOException {
        store.close();
        disk.close();
    }
}
