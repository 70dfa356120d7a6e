package io.binnacle.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.binnacle.server.security.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** The event stream, as a browser's tab reads it. */
@Timeout(60)
class LiveUpdatesOverHttpTest {

    /** One open tab. */
    private static final class Tab implements AutoCloseable {

        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        Tab(ServerRig rig, String token, String lastEventId) {
            ServerRig.Call call = rig.call("GET", "/api/v1/stream").token(token);
            response = (lastEventId.isEmpty() ? call : call.header("Last-Event-ID", lastEventId))
                    .send(BodyHandlers.ofInputStream());
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        /** The fields of the next event; waits for it. Empty when the stream ended. */
        Map<String, String> next() throws IOException {
            Map<String, String> fields = new TreeMap<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && !fields.isEmpty()) {
                    return fields;
                }
                int colon = line.indexOf(": ");
                if (colon > 0) {
                    fields.put(line.substring(0, colon), line.substring(colon + 2));
                }
            }
            return fields;
        }

        String nextData() throws IOException {
            return next().getOrDefault("data", "");
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }

    private final ServerRig rig = new ServerRig("server.limits.streamsMax=2");
    private final String token = rig.token(Set.of(Permission.STREAM_READ, Permission.INCIDENT_READ));

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aTabHearsWhatChangesAndOnlyWhatItMayRead() throws IOException {
        try (Tab tab = new Tab(rig, token, "")) {
            assertThat(tab.response.headers().firstValue("content-type")).contains("text/event-stream");
            assertThat(tab.next()).containsEntry("event", "hello").containsKey("id");
            rig.wiring.live.publish("channel", "1", Permission.CHANNEL_READ);
            rig.post(rig.token(Set.of(Permission.INCIDENT_WRITE)), "incidents",
                    "{\"title\":\"Slow\",\"severity\":\"warning\"}");
            assertThat(tab.next()).containsEntry("event", "changed")
                    .containsEntry("data", "{\"topic\":\"incident\",\"id\":\"INC-1\"}");
        }
    }

    @Test
    void aTabThatComesBackGetsWhatItMissed() throws IOException {
        String last;
        try (Tab tab = new Tab(rig, token, "")) {
            last = String.valueOf(tab.next().get("id"));
        }
        rig.wiring.live.publish("incident", "INC-7", Permission.INCIDENT_READ);
        rig.wiring.live.publish("channel", "1", Permission.CHANNEL_READ);
        rig.wiring.live.publish("incident", "INC-8", Permission.INCIDENT_READ);
        try (Tab tab = new Tab(rig, token, last)) {
            assertThat(tab.next()).containsEntry("event", "hello");
            assertThat(tab.nextData()).isEqualTo("{\"topic\":\"incident\",\"id\":\"INC-7\"}");
            assertThat(tab.nextData()).isEqualTo("{\"topic\":\"incident\",\"id\":\"INC-8\"}");
        }
    }

    @Test
    void aTabOfAnotherRunOrTooFarBehindReadsEverythingAnew() throws IOException {
        for (String unknown : new String[]{"otherrun-3", "nonsense"}) {
            try (Tab tab = new Tab(rig, token, unknown)) {
                assertThat(tab.next()).containsEntry("event", "hello");
                assertThat(tab.next()).as(unknown).containsEntry("event", "reset");
            }
            rig.wiring.live.heartbeat();
        }
    }

    @Test
    void whoIsSignedOutIsDropped() throws IOException {
        // Later than the one of the stream, which is the oldest then.
        rig.clock.advance(Duration.ofSeconds(1));
        String id = rig.get(rig.token(Set.of(Permission.TOKEN_READ)), "tokens?sort=createdAt&limit=1").json()
                .path("items").path(0).path("id").asText();
        try (Tab tab = new Tab(rig, token, "")) {
            assertThat(tab.next()).containsEntry("event", "hello");
            rig.call("DELETE", "/api/v1/tokens/" + id).token(rig.token(Set.of(Permission.TOKEN_WRITE))).send();
            rig.wiring.live.heartbeat();
            assertThat(tab.next()).as("the end of the stream").isEmpty();
        }
    }

    @Test
    void moreTabsThanAllowedAreTurnedAway() throws IOException {
        try (Tab first = new Tab(rig, token, ""); Tab second = new Tab(rig, token, "")) {
            assertThat(first.next()).containsEntry("event", "hello");
            assertThat(second.next()).containsEntry("event", "hello");
            ServerRig.Answer third = rig.get(token, "stream");
            assertThat(third.status()).isEqualTo(429);
            assertThat(third.header("retry-after")).isEqualTo("30");
        }
    }
}
