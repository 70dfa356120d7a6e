package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;

import io.binnacle.kernel.label.Labels;
import io.binnacle.server.security.Permission;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.durable.DurableSettings;
import io.binnacle.timeseries.durable.DurableTimeSeriesStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots over HTTP, of samples on a disk. */
class SnapshotApiTest {

    private static TimeSeriesStore open(LocalDisk disk, InstantSource clock) {
        try {
            return DurableTimeSeriesStore.open(disk, DurableSettings.defaults(), clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void snapshotsAreMadeListedBoundedAndDeletedWhileTheServerServes(@TempDir Path folder) throws Exception {
        try (LocalDisk disk = LocalDisk.open(folder);
                ServerRig rig = new ServerRig(clock -> open(disk, clock), "samples.snapshotsMax=2");
                TimeSeriesStore store = rig.wiring.samples) {
            Appender appender = store.appender();
            appender.append(Labels.of("__name__", "up"), rig.clock.millis(), 1);
            appender.commit();
            String token = rig.token(Set.of(Permission.SNAPSHOT_WRITE));
            String reader = rig.token(Set.of(Permission.SYSTEM_READ));
            ServerRig.Answer made = rig.post(token, "samples/snapshots", "{\"name\":\"monday\"}");
            assertThat(made.status()).as(made.text()).isEqualTo(201);
            assertThat(made.text("name")).isEqualTo("monday");
            assertThat(rig.post(token, "samples/snapshots", "{\"name\":\"monday\"}").status()).isEqualTo(409);
            assertThat(rig.post(token, "samples/snapshots", "{\"name\":\"../up\"}").status()).isEqualTo(400);
            ServerRig.Answer second = rig.call("POST", "/api/v1/admin/tsdb/snapshot").token(token).send();
            assertThat(second.status()).isEqualTo(200);
            assertThat(second.text("status")).isEqualTo("success");
            String name = second.json().path("data").path("name").asText();
            ServerRig.Answer third = rig.post(token, "samples/snapshots", "{}");
            assertThat(third.status()).isEqualTo(409);
            assertThat(third.text("detail")).contains("samples.snapshotsMax");
            assertThat(rig.get(reader, "samples/snapshots").json().path("items").findValuesAsText("name"))
                    .containsExactlyInAnyOrder("monday", name);
            assertThat(rig.call("DELETE", "/api/v1/samples/snapshots/monday").token(reader).send().status())
                    .isEqualTo(403);
            assertThat(rig.call("DELETE", "/api/v1/samples/snapshots/monday").token(token).send().status())
                    .isEqualTo(204);
            assertThat(rig.call("DELETE", "/api/v1/samples/snapshots/monday").token(token).send().status())
                    .isEqualTo(404);
            assertThat(disk.list("snapshots")).containsExactly(name);
            assertThat(rig.get(rig.token(Set.of(Permission.AUDIT_READ)), "audit?q=recordType:snapshot").json()
                    .path("items")
                    .findValuesAsText("verb")).containsExactly("deleted", "created", "created");
        }
    }

    @Test
    void samplesInMemoryHaveNoSnapshots() {
        try (ServerRig rig = new ServerRig()) {
            assertThat(rig.post(rig.token(Set.of(Permission.SNAPSHOT_WRITE)), "samples/snapshots", "{}").status())
                    .isEqualTo(409);
        }
    }
}
