package io.binnacle.telemetry.remotestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.telemetry.export.remotewrite.Destination;
import io.binnacle.telemetry.scrape.fetch.HttpSettings;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.EventsContract;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.StoreCapability;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.catalogue.SeriesLimits;
import io.binnacle.timeseries.durable.DurableSettings;
import io.binnacle.timeseries.log.Durability;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link TimeSeriesStore} does, of one whose samples are all read from another server: the near store hides its own. Each store
 * has another value of the own label, so that one server serves all tests.
 */
abstract class RemoteStoreContract extends EventsContract {

    private static int stores;

    @TempDir
    private Path folder;
    private final List<OutgrownStore> opened = new ArrayList<>();

    protected abstract Peer peer();

    protected abstract ReadProtocol protocol();

    /** Returns when what the peer took can be read. */
    protected void show() {
    }

    @Override
    protected TimeSeriesStore open(InstantSource clock, SeriesLimits.Limit tenantLimit) {
        stores++;
        URI url = peer().url();
        RemoteStoreSettings settings = new RemoteStoreSettings(url, url.resolve("/api/v1/write"), protocol(),
                HttpSettings.USUAL, new Label("binnacle_store", "s" + stores), Duration.ZERO, RETENTION,
                new RemoteStoreSettings.Bounds(1000, 1_000_000, Duration.ofSeconds(20)));
        Destination.Queue queue = new Destination.Queue(10_000, 1, 1, 2000, Duration.ofMillis(1),
                Duration.ofMillis(30), Duration.ofSeconds(1), true, Duration.ZERO);
        DurableSettings bounds = new DurableSettings(Durability.INTERVAL, RETENTION, Long.MAX_VALUE, WINDOW, TOLERANCE,
                SERIES_MAX, 5000, Duration.ofHours(2), 1 << 20).withTenantLimit(tenantLimit);
        OutgrownStore made = new OutgrownStore(folder.resolve("near" + stores), bounds, settings, queue, clock,
                this::show);
        opened.add(made);
        return made;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(OutgrownStore::close);
    }

    @Test
    void whatItCannotDoItSays() {
        assertThat(store.capabilities()).isEqualTo(protocol().capabilities())
                .doesNotContain(StoreCapability.SNAPSHOTS, StoreCapability.DELETION);
    }

    @Test
    void aQuerierWithoutSnapshotsSeesWhatIsThereWhenItIsAsked() {
        append(up("a"), 0, 1);
        try (Querier querier = all()) {
            List<Series> first = querier.select(List.of());
            append(up("a"), 1, 2);
            try (Querier later = all()) {
                assertThat(read(later)).isEqualTo(Map.of(up("a"), Map.of(at(0), 1.0, at(1), 2.0)));
            }
            assertThat(read(first.getFirst().samples(), 3)).as("what was handed out stays").hasSize(1);
            assertThat(read(querier).get(up("a"))).as("what is asked for anew is new").hasSize(2);
        }
    }

    @Test
    void withoutReplacementOneOfTheSamplesOfATimeStaysAndThoseBesideItToo() {
        append(up("a"), 0, 1);
        everything();
        Appender appender = store.appender();
        appender.append(up("b"), at(0), 5);
        appender.append(up("a"), at(0), 2);
        appender.append(up("c"), at(0), 6);
        appender.append(up("a"), at(1), 3);
        appender.commit();
        assertThat(everything().keySet()).containsExactly(up("a"), up("b"), up("c"));
        assertThat(samplesOf(up("a"))).hasSize(2).containsEntry(at(1), 3.0).hasEntrySatisfying(at(0),
                value -> assertThat(value).isIn(1.0, 2.0));
    }

    @Test
    void withoutExactNamesThereMayBeThoseOfSeriesWithoutSamplesInTheRange() {
        append(up("a"), 0, 1);
        append(Labels.of("__name__", "up", "zone", "z"), 500, 1);
        try (Querier querier = store.querier(at(400), at(600))) {
            assertThat(querier.labelNames(List.of())).contains("__name__", "zone").doesNotContain("binnacle_store")
                    .isSubsetOf("__name__", "zone", "host");
            assertThat(querier.labelValues("zone", List.of())).containsExactly("z");
            assertThat(Set.copyOf(querier.labelValues("binnacle_store", List.of()))).isEmpty();
        }
    }

    @Test
    void withoutStartTimesThereAreNone() {
        Appender appender = store.appender();
        int series = appender.series(up("a"));
        appender.append(series, at(0), 1);
        appender.startTime(series, at(0), at(-100));
        assertThat(appender.commit().appended()).isEqualTo(1);
        try (Querier querier = all()) {
            assertThat(querier.select(List.of()).getFirst().startTimes(Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
        }
    }

    @Test
    void withoutDeletionItIsRefusedAndNothingGoes() {
        append(up("a"), 0, 1);
        assertThatThrownBy(() -> store.delete(List.of(Matcher.equal("host", "a")), at(0), at(1)))
                .isInstanceOf(Conflict.class).hasMessageContaining("must be deleted there");
        assertThat(everything()).hasSize(1);
    }
}
