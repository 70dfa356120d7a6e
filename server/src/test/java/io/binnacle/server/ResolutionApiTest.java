package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.kernel.label.Labels;
import io.binnacle.server.security.Permission;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.durable.DurableSettings;
import io.binnacle.timeseries.durable.DurableTimeSeriesStore;
import io.binnacle.timeseries.durable.RollupRetention;
import io.binnacle.timeseries.log.Durability;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parameter {@code resolution} of the query routes, over a day whose points are made by the store that serves. */
class ResolutionApiTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-03-01T23:00:00Z");
    private static final String BLOCKS = "blocks/20260301";
    private static final String MAXIMUM = "max_over_time(load[2h])";
    private static final Duration RETENTION = Duration.ofDays(10);
    private static final RollupRetention ROLLUPS = new RollupRetention(Duration.ofDays(20), Duration.ofDays(40));
    /** A commit is written to blocks once the clock went on. */
    private static final Duration HEAD_AGE = Duration.ofMillis(1);

    @TempDir
    private Path folder;
    private LocalDisk disk;
    private ServerRig rig;
    private String reader;

    private static TimeSeriesStore open(LocalDisk disk, InstantSource clock) {
        try {
            return DurableTimeSeriesStore.open(disk, new DurableSettings(Durability.INTERVAL, RETENTION,
                    Long.MAX_VALUE, Duration.ofHours(1), Duration.ofMinutes(10), 1000, 1_000_000, HEAD_AGE, 1 << 20,
                    ROLLUPS), clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void fillADayAndLetItsPointsBeMade() throws IOException {
        open();
        rig.clock.set(END);
        Appender appender = rig.wiring.samples.appender();
        for (long millis = START.toEpochMilli(); millis <= END.toEpochMilli(); millis += 15_000) {
            appender.append(Labels.of("__name__", "load"), millis, Math.sin(millis / 3e6));
        }
        assertThat(appender.commit().rejected()).isZero();
        rig.clock.advance(Duration.ofHours(3));
        await().until(() -> {
            goOn();
            return disk.list("rollup/5m").size() == 1 && disk.list("rollup/1h").size() == 1;
        });
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        rig.wiring.samples.close();
        disk.close();
    }

    private void open() throws IOException {
        disk = LocalDisk.open(folder);
        rig = new ServerRig(clock -> open(disk, clock));
        reader = rig.token(Set.of(Permission.METRIC_READ));
    }

    /** Pages that were read stay in memory, and are right there whatever the disk does: now they are read again. */
    private void openAnew() throws IOException {
        Instant now = rig.clock.instant();
        close();
        open();
        rig.clock.set(now);
    }

    /** Some time goes by, and with a commit the store looks after its days. */
    private void goOn() {
        rig.clock.advance(Duration.ofMinutes(40));
        Appender appender = rig.wiring.samples.appender();
        appender.append(Labels.of("__name__", "tick"), rig.clock.millis(), 1);
        assertThat(appender.commit().rejected()).isZero();
    }

    private void letTheSamplesGo() {
        rig.clock.advance(RETENTION.plusDays(1));
        await().until(() -> {
            goOn();
            return !disk.exists(BLOCKS);
        });
    }

    private static String form(String query, String resolution) {
        return "query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)
                + (resolution.isEmpty() ? "" : "&resolution=" + resolution);
    }

    private static String rangeForm(String query, String resolution) {
        return form(query, resolution) + "&step=3600&start=" + START.plus(Duration.ofHours(2)) + "&end=" + END;
    }

    private ServerRig.Answer range(String query, String resolution) {
        return rig.get(reader, "query_range?" + rangeForm(query, resolution));
    }

    private JsonNode good(ServerRig.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> infos(JsonNode answer) {
        List<String> infos = new ArrayList<>();
        answer.path("infos").forEach(info -> infos.add(info.asText()));
        return infos;
    }

    private static String pointsOf(String resolution, String place) {
        return "PromQL info: answered from points of " + resolution + " (" + place + ")";
    }

    private void damage(String path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(path).toFile(), "rw")) {
            file.seek(100);
            int before = file.read();
            file.seek(100);
            file.write(before ^ 4);
        }
    }

    @Test
    void pointsAnswerWhenAskedForAndTheAnswerNamesThem() {
        JsonNode raw = good(range(MAXIMUM, "raw"));
        assertThat(infos(raw)).isEmpty();
        assertThat(raw.path("data").path("result").path(0).path("values")).hasSize(22);
        assertThat(good(range(MAXIMUM, ""))).as("raw is what is meant when nothing is said").isEqualTo(raw);
        for (String[] one : new String[][]{{"5m", "5m"}, {"1h", "1h"}, {"auto", "1h"}, {"1H", "1h"}}) {
            JsonNode points = good(range(MAXIMUM, one[0]));
            assertThat(infos(points)).as(one[0]).containsExactly(pointsOf(one[1], "1:15"));
            assertThat(points.path("data")).as(one[0]).isEqualTo(raw.path("data"));
        }
        String instant = form(MAXIMUM, "auto") + "&time=" + END;
        assertThat(infos(good(rig.get(reader, "query?" + instant)))).containsExactly(pointsOf("1h", "1:15"));
        assertThat(infos(good(rig.call("POST", "/api/v1/query").token(reader)
                .body("application/x-www-form-urlencoded", instant).send()))).containsExactly(pointsOf("1h", "1:15"));
    }

    @Test
    void aWrongValueIsOneClearMistake() {
        for (String wrong : List.of("2h", "5M%20", "raw,auto", "-1")) {
            for (String path : List.of("query_range?" + rangeForm("load", wrong), "query?" + form("load", wrong))) {
                ServerRig.Answer answer = rig.get(reader, path);
                assertThat(answer.status()).as(path).isEqualTo(400);
                assertThat(answer.text("errorType")).isEqualTo("bad_data");
                assertThat(answer.text("error")).isEqualTo("invalid parameter \"resolution\": must be raw, auto, 5m or"
                        + " 1h, got \"" + wrong.replace("%20", " ") + "\"");
            }
        }
    }

    @Test
    void rawIsAnsweredFromPointsWhereTheSamplesAreGone() {
        JsonNode before = good(range(MAXIMUM, "raw")).path("data");
        letTheSamplesGo();
        JsonNode after = good(range(MAXIMUM, "raw"));
        assertThat(infos(after)).containsExactly(pointsOf("5m", "1:15"));
        assertThat(after.path("data")).isEqualTo(before);
        rig.clock.advance(ROLLUPS.fiveMinutes().minus(RETENTION));
        JsonNode late = good(range(MAXIMUM, "raw"));
        assertThat(infos(late)).as("those of five minutes are too old as well").containsExactly(
                pointsOf("1h", "1:15"));
        assertThat(late.path("data")).isEqualTo(before);
        JsonNode median = good(range("quantile_over_time(0.5, load[2h])", "raw"));
        assertThat(median.path("data").path("result")).as("no points can tell it").isEmpty();
    }

    @Test
    void damageIsToldAndNeverMakesWrongData() throws IOException {
        JsonNode before = good(range(MAXIMUM, "raw")).path("data");
        String points = "rollup/1h/" + disk.list("rollup/1h").getFirst();
        String block = BLOCKS + "/" + disk.list(BLOCKS).getFirst();
        damage(points);
        assertThat(good(range(MAXIMUM, "1h")).path("data")).as("points are made of samples").isEqualTo(before);
        damage(block);
        openAnew();
        for (String resolution : List.of("raw", "1h")) {
            ServerRig.Answer answer = range(MAXIMUM, resolution);
            assertThat(answer.status()).as(answer.text()).isEqualTo(500);
            assertThat(answer.text("errorType")).isEqualTo("internal");
            assertThat(answer.text("error")).startsWith(block + ": the page at ").contains("its checksum is wrong");
            assertThat(answer.json().has("data")).isFalse();
        }
        assertThat(good(range(MAXIMUM, "5m")).path("data")).as("those are whole").isEqualTo(before);
        assertThat(good(range("tick", "raw")).path("status").asText()).as("all the rest").isEqualTo("success");
    }

    @Test
    void damagedPointsWithoutSamplesAreAnError() throws IOException {
        letTheSamplesGo();
        String points = "rollup/1h/20260301-final.rollup";
        damage(points);
        ServerRig.Answer answer = range(MAXIMUM, "1h");
        assertThat(answer.status()).as(answer.text()).isEqualTo(500);
        assertThat(answer.text("error")).startsWith(points + ": the page at ");
        assertThat(good(range(MAXIMUM, "raw")).path("data").path("result")).as("from points of 5m").hasSize(1);
    }
}
