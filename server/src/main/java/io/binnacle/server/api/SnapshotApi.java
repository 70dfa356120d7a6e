package io.binnacle.server.api;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Content;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.durable.DurableTimeSeriesStore;
import io.binnacle.timeseries.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Snapshots of the samples, made while the server serves. */
public final class SnapshotApi {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotApi.class);
    /** Sorted by name, they are sorted by time. */
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'")
            .withZone(ZoneOffset.UTC);

    /** @param name of the snapshot's folder; without one it is named by the time */
    public record SnapshotRequest(@Nullable String name) {}

    private final Supplier<? extends TimeSeriesStore> store;
    private final SampleTasks tasks;
    private final ActivityStream activities;
    private final int snapshotsMax;
    private final InstantSource clock;

    /** @param store what the samples are on, once it is open */
    public SnapshotApi(Supplier<? extends TimeSeriesStore> store, SampleTasks tasks, ActivityStream activities,
            int snapshotsMax,
            InstantSource clock) {
        this.store = store;
        this.tasks = tasks;
        this.activities = activities;
        this.snapshotsMax = snapshotsMax;
        this.clock = clock;
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("samples/snapshots", "listSnapshots", "The snapshots of the samples, by name")
                        .needs(Permission.SYSTEM_READ).returnsItems(Snapshot.class)
                        .handle(call -> new Items<>(snapshots())),
                Route.post("samples/snapshots", "createSnapshot", "Makes a snapshot of all samples")
                        .needs(Permission.SNAPSHOT_WRITE).body(SnapshotRequest.class).creates(Snapshot.class)
                        .handle((call, request) -> create(call, request.name())),
                Route.delete("samples/snapshots/{name}", "deleteSnapshot", "Deletes a snapshot")
                        .needs(Permission.SNAPSHOT_WRITE).returnsNothing()
                        .handle(call -> delete(call, call.path("name"))),
                Route.post("admin/tsdb/snapshot", "snapshot", "Makes a snapshot of all samples, as Prometheus has it")
                        .needs(Permission.SNAPSHOT_WRITE).returnsContent().handle(this::createAsPrometheus));
    }

    /** What the samples are on; a store in memory or in another server has no snapshots. */
    private DurableTimeSeriesStore durable() {
        if (store.get() instanceof DurableTimeSeriesStore durable) {
            return durable;
        }
        throw new Conflict("only samples that are all on this machine's disk have snapshots; "
                + "of those in another server (samples.remote.url), that server makes backups");
    }

    private List<Snapshot> snapshots() {
        return durable().snapshots(problem -> LOG.atWarn().addKeyValue("problem", problem)
                .log("a snapshot is damaged"));
    }

    private Snapshot create(Call call, @Nullable String wanted) {
        String name = wanted == null ? NAME.format(clock.instant()) : wanted;
        // One after the other: so the count holds.
        Snapshot made = tasks.run(() -> {
            if (snapshots().size() >= snapshotsMax) {
                throw new Conflict("there are " + snapshotsMax + " snapshots, as many as samples.snapshotsMax allows; "
                        + "delete one first");
            }
            return durable().snapshot(name);
        });
        activities.append(call.actor(), record(name), "created", null, Map.of());
        return made;
    }

    private Content createAsPrometheus(Call call) {
        String name = create(call, null).name();
        return PrometheusJson.success(json -> {
            json.writeStartObject();
            json.writeStringField("name", name);
            json.writeEndObject();
        }, List.of(), List.of());
    }

    private void delete(Call call, String name) {
        if (snapshots().stream().noneMatch(one -> one.name().equals(name))) {
            throw new NotFound("snapshot", name);
        }
        activities.append(call.actor(), record(name), "deleted", null, Map.of());
        tasks.run(() -> {
            durable().deleteSnapshot(name);
            return name;
        });
    }

    private static RecordRef record(String name) {
        return new RecordRef("snapshot", name);
    }
}
