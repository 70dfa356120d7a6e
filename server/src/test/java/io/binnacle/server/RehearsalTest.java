package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;

import io.binnacle.kernel.label.Labels;
import io.binnacle.server.security.Permission;
import io.binnacle.timeseries.Appender;
import io.micrometer.core.instrument.Timer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    private final ServerRig rig = new ServerRig();

    @AfterEach
    void close() {
        rig.close();
    }

    /** More than fits into one piece of an answer. */
    private void record(int series) {
        Appender appender = rig.wiring.samples.appender();
        for (int cpu = 0; cpu < series; cpu++) {
            appender.append(Labels.of("__name__", "system_cpu_time_seconds_total", "cpu_mode", "user",
                    "cpu_logical_number", Integer.toString(cpu)), rig.clock.millis(), cpu);
        }
        appender.commit();
    }

    @Test
    void everyQuestionIsAnsweredAgainAndAgain() {
        record(2_000);
        try (Rehearsal rehearsal = Rehearsal.begin(rig.http, rig.wiring.access.tokens(), rig.clock)) {
            Awaitility.await().untilAsserted(() -> {
                for (String operation : new String[]{"queryRange", "query", "labelValues"}) {
                    assertThat(answered(operation, "200")).as(operation).isGreaterThan(2);
                }
            });
            assertThat(rehearsal).isNotNull();
        }
        assertThat(rig.meters.find("binnacle.http.requests").timers())
                .allMatch(timer -> "200".equals(timer.getId().getTag("status")));
    }

    @Test
    void itEndsWhenItIsClosed() throws InterruptedException {
        Rehearsal rehearsal = Rehearsal.begin(rig.http, rig.wiring.access.tokens(), rig.clock);
        rehearsal.close();
        assertThat(rehearsal.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void whatItAsksWithOpensMetricsAlone() {
        String lent = rig.wiring.access.tokens().lend("rehearsal", Set.of(Permission.METRIC_READ),
                Duration.ofMinutes(1));
        assertThat(rig.get(lent, "labels").status()).isEqualTo(200);
        assertThat(rig.get(lent, "tokens").status()).isEqualTo(403);
        assertThat(rig.get(rig.token(Set.of(Permission.values())), "tokens").text()).doesNotContain("rehearsal");
        rig.clock.advance(Duration.ofMinutes(1));
        assertThat(rig.get(lent, "labels").status()).isEqualTo(401);
    }

    private long answered(String operation, String status) {
        Timer timer = rig.meters.find("binnacle.http.requests").tag("operation", operation).tag("status", status)
                .timer();
        return timer == null ? 0 : timer.count();
    }
}
