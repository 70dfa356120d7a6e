package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import io.binnacle.timeseries.promql.QueryReport;
import org.junit.jupiter.api.Test;

class SlowQueriesTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void aLineTellsTheQueryItsTimesAndWhatItRead() {
        QueryReport range = new QueryReport("sum(up)", NOON, NOON.plusSeconds(60), Duration.ofSeconds(15),
                Duration.ofMillis(12_345), 7, 4200, "");
        assertThat(SlowQueries.line(range)).isEqualTo("a query took 12345 ms, read 4200 samples of 7 series: sum(up)"
                + " from 2026-11-26T12:00:00Z to 2026-11-26T12:01:00Z step PT15S");
        QueryReport instant = new QueryReport("x".repeat(3000), NOON, NOON, Duration.ZERO, Duration.ofMillis(5), 0, 0,
                "query timed out");
        assertThat(SlowQueries.line(instant)).startsWith("a query took 5 ms, read 0 samples of 0 series and failed"
                + " (query timed out): xxx").endsWith("... at 2026-11-26T12:00:00Z").hasSizeLessThan(2200);
    }
}
