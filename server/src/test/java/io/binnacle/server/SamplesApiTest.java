package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.kernel.label.Labels;
import io.binnacle.server.security.Permission;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Sender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The store of samples over HTTP, beside PromQL. */
class SamplesApiTest {

    private final ServerRig rig = new ServerRig();
    private final String reader = rig.token(Set.of(Permission.SYSTEM_READ));

    @AfterEach
    void close() {
        rig.close();
    }

    private void append(String sender, String metric, String... hosts) {
        Appender appender = rig.wiring.samples.appender(new Sender(sender, sender));
        for (String host : hosts) {
            appender.append(Labels.of("__name__", metric, "host", host), rig.clock.millis(), 1);
        }
        assertThat(appender.commit().rejected()).isZero();
    }

    private static List<String> names(JsonNode list, String field) {
        return list.findValuesAsText(field);
    }

    @Test
    void theReportNamesWhatHasMostSeries() {
        append("few", "up", "a", "b");
        append("many", "load", "a", "b", "c");
        JsonNode report = rig.get(reader, "samples/cardinality").json();
        assertThat(report.path("series").asInt()).isEqualTo(5);
        assertThat(report.path("newSeries").asInt()).isEqualTo(5);
        assertThat(names(report.path("metrics"), "name")).containsExactly("load", "up");
        assertThat(names(report.path("labels"), "name")).containsExactlyInAnyOrder("__name__", "host");
        assertThat(report.path("labels").findValues("values")).extracting(JsonNode::asInt).containsExactlyInAnyOrder(2,
                3);
        assertThat(names(report.path("senders"), "tenant")).containsExactly("many", "few");
        JsonNode first = rig.get(reader, "samples/cardinality?top=1&order=newSeries").json();
        assertThat(names(first.path("metrics"), "name")).containsExactly("load");
        assertThat(names(first.path("senders"), "sender")).containsExactly("many");
    }

    private ServerRig.Answer delete(String parameters) {
        return rig.call("POST", "/api/v1/admin/tsdb/delete_series?" + parameters)
                .token(rig.token(Set.of(Permission.METRIC_DELETE))).send();
    }

    @Test
    void whatMatchesIsDeletedAndTheAuditLogTells() {
        append("t", "up", "a", "b");
        append("t", "load", "a", "b");
        append("t", "other", "a");
        String now = Long.toString(rig.clock.instant().getEpochSecond());
        assertThat(delete("match[]=up%7Bhost=%22a%22%7D&match[]=load&start=" + now + "&end=" + now).status())
                .isEqualTo(204);
        assertThat(rig.wiring.samples.statistics().samples()).isEqualTo(2);
        JsonNode activity = rig.get(rig.token(Set.of(Permission.AUDIT_READ)), "audit?q=verb:deleted").json()
                .path("items").path(0);
        assertThat(activity.path("record").path("type").asText()).isEqualTo("samples");
        assertThat(activity.path("record").path("id").asText()).isEqualTo("up{host=\"a\"}, load");
        assertThat(activity.path("message").asText()).isEqualTo("3 samples from " + now + " to " + now);
        assertThat(activity.path("actor").path("name").asText()).isEqualTo("token");
    }

    @Test
    void aWrongDeletionDeletesNothing() {
        append("t", "up", "a");
        assertThat(delete("").violation().path("field").asText()).isEqualTo("match[]");
        assertThat(delete("match[]=up%7B").status()).isEqualTo(400);
        assertThat(delete("match[]=%7Bhost=~%22.*%22%7D").status()).as("it would match all there is").isEqualTo(400);
        assertThat(delete("match[]=up&start=yesterday").violation().path("field").asText()).isEqualTo("start");
        assertThat(delete("match[]=up&start=2&end=1").violation().path("field").asText()).isEqualTo("end");
        assertThat(rig.call("POST", "/api/v1/admin/tsdb/delete_series?match[]=up")
                .token(rig.token(Set.of(Permission.METRIC_READ, Permission.METRIC_INGEST))).send().status())
                .isEqualTo(403);
        assertThat(rig.wiring.samples.statistics().samples()).isEqualTo(1);
    }

    @Test
    void aWrongQuestionIsToldAndAStrangerIsSentAway() {
        assertThat(rig.get(reader, "samples/cardinality?top=0").violation().path("field").asText()).isEqualTo("top");
        assertThat(rig.get(reader, "samples/cardinality?order=name").violation().path("expected").asText())
                .isEqualTo("series or newSeries");
        assertThat(rig.get(rig.token(Set.of(Permission.METRIC_READ)), "samples/cardinality").status()).isEqualTo(403);
    }
}
