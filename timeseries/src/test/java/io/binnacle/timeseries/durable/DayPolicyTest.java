package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.disk.FaultyDisk;
import io.binnacle.timeseries.log.Durability;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Days that are over and still get samples, as when those of last week are sent. */
class DayPolicyTest {

    private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");
    private static final String BLOCKS = "blocks/20261120";

    private final FaultyDisk disk = new FaultyDisk();
    private Instant now = DAY.plus(Duration.ofDays(3));
    private DurableTimeSeriesStore store;

    @BeforeEach
    void open() throws IOException {
        store = new Recovery(disk, new DurableSettings(Durability.FSYNC, Duration.ofDays(10),
                Long.MAX_VALUE, Duration.ofHours(2), Duration.ofMinutes(10), 1000, 1_000_000, Duration.ofHours(2),
                1 << 20,
                new RollupRetention(Duration.ofDays(20), Duration.ofDays(40))), () -> now, false, DayPolicy.STANDARD)
                .open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void send(int hour, Duration every) throws IOException {
        Appender batch = store.appender();
        Instant from = DAY.plus(Duration.ofHours(hour));
        for (Instant at = from; at.isBefore(from.plus(Duration.ofHours(1))); at = at.plus(every)) {
            batch.append(Labels.of("__name__", "requests_total"), at.toEpochMilli(), (double) at.getEpochSecond());
        }
        assertThat(batch.commit().rejected()).isZero();
        store.housekeeping().flushNow();
    }

    private void stepAfter(Duration pause) throws IOException {
        now = now.plus(pause);
        store.housekeeping().step();
    }

    private List<String> points(String resolution) throws IOException {
        return disk.list("rollup/" + resolution);
    }

    @Test
    void aDayIsMergedAndItsPointsAreMadeOnceNothingComesForHalfAnHour() throws IOException {
        for (int hour = 0; hour < 3; hour++) {
            send(hour, Duration.ofSeconds(10));
            stepAfter(Duration.ofMinutes(29));
            assertThat(disk.list(BLOCKS)).hasSize(hour + 1);
        }
        stepAfter(Duration.ofMinutes(30));
        assertThat(disk.list(BLOCKS)).hasSize(1);
        assertThat(points("1h")).isEmpty();
        stepAfter(Duration.ofMinutes(30));
        assertThat(points("1h")).hasSize(1);
        assertThat(points("5m")).hasSize(1);
    }

    @Test
    void pointsThatAreNotWorthTheirRoomAreMadeWhenTheSamplesGo() throws IOException {
        send(0, Duration.ofMinutes(1));
        stepAfter(Duration.ZERO);
        stepAfter(Duration.ofMinutes(30));
        assertThat(points("1h")).hasSize(1);
        assertThat(points("5m")).isEmpty();
        stepAfter(Duration.ofDays(8));
        stepAfter(Duration.ofHours(2));
        stepAfter(Duration.ofHours(2));
        assertThat(points("5m")).singleElement().asString().contains("final");
        assertThat(disk.list("blocks")).isEmpty();
    }
}
