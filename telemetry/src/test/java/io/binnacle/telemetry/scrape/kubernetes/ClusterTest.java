package io.binnacle.telemetry.scrape.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.binnacle.telemetry.scrape.fetch.FetchMemory;
import io.binnacle.telemetry.scrape.fetch.HttpSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Follows a server of the test's own that speaks list and watch. */
class ClusterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PODS = "/api/v1/pods";
    private static final Pauses SHORT = new Pauses(Duration.ofMillis(5), Duration.ofMillis(50));

    @SuppressWarnings("NullAway.Init")
    private TestApiServer server;
    @SuppressWarnings("NullAway.Init")
    private Cluster cluster;

    @BeforeEach
    void start() throws IOException {
        server = new TestApiServer(null);
    }

    @AfterEach
    void stop() {
        cluster.close();
        server.close();
    }

    private void follow(WatchedResource... resources) {
        cluster = new Cluster(new ClusterAccess(server.uri(), HttpSettings.USUAL), List.of(resources), SHORT,
                new FetchMemory(1 << 20, new SimpleMeterRegistry()));
    }

    private static WatchedResource pods(String namespace) {
        return new WatchedResource(Resource.PODS, namespace, "", "");
    }

    private void pod(String name, String phase) {
        server.put(PODS, """
            {"metadata": {"namespace": "ns", "name": "%s", "managedFields": [1]}, "status": {"phase": "%s"}}
            """.formatted(name, phase));
    }

    private List<String> known() {
        return cluster.all(Resource.PODS).stream()
                .map(pod -> pod.name() + " " + pod.status().path("phase").asText()).sorted().toList();
    }

    private static void await(ThrowingRunnable condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).untilAsserted(condition);
    }

    private long asked(String word) {
        return server.questions().stream().filter(question -> question.contains(word)).count();
    }

    @Test
    void whatIsListedIsFollowedAsItChanges() {
        server.pages(2);
        for (int i = 0; i < 5; i++) {
            pod("p" + i, "Running");
        }
        follow(pods(""));
        assertThat(cluster.awaitListed(PATIENCE)).isTrue();
        assertThat(known()).hasSize(5);
        assertThat(asked("continue=")).isEqualTo(2);
        long before = cluster.changes();
        pod("p5", "Pending");
        pod("p0", "Failed");
        server.delete(PODS, "ns", "p1");
        await(() -> assertThat(known()).containsExactly("p0 Failed", "p2 Running", "p3 Running", "p4 Running",
                "p5 Pending"));
        assertThat(cluster.changes()).isGreaterThan(before);
        assertThat(cluster.problem()).isEmpty();
        assertThat(cluster.find(Resource.PODS, "ns", "p5")).isPresent().get()
                .satisfies(pod -> assertThat(pod.metadata().has("managedFields")).isFalse());
        assertThat(cluster.find(Resource.PODS, "other", "p5")).isEmpty();
    }

    @Test
    void whatMakesNoDifferenceIsNoChange() {
        pod("a", "Running");
        pod("b", "Running");
        follow(pods(""));
        assertThat(cluster.awaitListed(PATIENCE)).isTrue();
        long before = cluster.changes();
        pod("a", "Running");
        server.put(PODS, """
            {"metadata": {"namespace": "ns", "name": "b"}, "status": {"phase": "Running", "startTime": "now"}}
            """);
        pod("c", "Running");
        await(() -> assertThat(known()).hasSize(3));
        assertThat(cluster.changes()).isEqualTo(before + 1);
    }

    @Test
    void aWatchGoesOnFromWhereItEnded() {
        pod("a", "Running");
        follow(pods(""));
        assertThat(cluster.awaitListed(PATIENCE)).isTrue();
        server.bookmark();
        pod("b", "Running");
        await(() -> assertThat(known()).hasSize(2));
        server.endWatches();
        server.delete(PODS, "ns", "b");
        await(() -> assertThat(known()).hasSize(1));
        assertThat(asked("limit=")).as("lists").isEqualTo(1);
        assertThat(asked("watch=true")).isGreaterThanOrEqualTo(2);
        assertThat(asked("resourceVersion=101")).isPositive();
    }

    @Test
    void aStateThatTheServerForgotIsListedAnew() {
        for (boolean inStream : new boolean[]{true, false}) {
            server.put(PODS, "{\"metadata\": {\"namespace\": \"ns\", \"name\": \"a\"}}");
            if (inStream) {
                follow(pods(""));
            }
            assertThat(cluster.awaitListed(PATIENCE)).isTrue();
            await(() -> assertThat(known()).hasSize(1));
            long lists = asked("limit=");
            server.refuse(PODS, 500);
            await(() -> assertThat(cluster.problem()).isPresent());
            server.delete(PODS, "ns", "a");
            server.expire(inStream);
            server.refuse(PODS, 0);
            await(() -> assertThat(known()).isEmpty());
            await(() -> assertThat(cluster.problem()).isEmpty());
            assertThat(asked("limit=")).isGreaterThan(lists);
        }
    }

    @Test
    void whatIsKnownStaysWhileTheServerIsAway() {
        pod("a", "Running");
        follow(pods(""));
        assertThat(cluster.awaitListed(PATIENCE)).isTrue();
        server.refuse(PODS, 503);
        await(() -> assertThat(cluster.problem())
                .contains("cannot watch pods in all namespaces: server returned HTTP status 503 Service Unavailable"));
        assertThat(known()).containsExactly("a Running");
        assertThat(cluster.awaitListed(PATIENCE)).isTrue();
        server.refuse(PODS, 0);
        pod("b", "Running");
        await(() -> assertThat(known()).hasSize(2));
        await(() -> assertThat(cluster.problem()).isEmpty());
        server.close();
        await(() -> assertThat(cluster.problem()).isPresent());
        assertThat(known()).hasSize(2);
    }

    @Test
    void whoIsRefusedIsToldWhatIsMissing() {
        server.refuse(PODS, 403);
        follow(pods("ns"), new WatchedResource(Resource.NODES, "", "", ""));
        assertThat(cluster.awaitListed(PATIENCE)).isFalse();
        await(() -> assertThat(cluster.problem()).contains("the API server refuses to list pods in the namespace ns "
                + "(403 Forbidden); whoever asks needs the verbs list and watch on pods"));
        await(() -> assertThat(asked("/api/v1/nodes {allowWatchBookmarks")).isPositive());
        server.refuse("/api/v1/nodes", 401);
        await(() -> assertThat(cluster.problem().orElse(""))
                .endsWith("; the API server does not accept the credentials (401 Unauthorized), asked to watch nodes"));
    }

    @Test
    void namespacesAndSelectorsArePartOfTheQuestion() {
        server.put(PODS, "{\"metadata\": {\"namespace\": \"other\", \"name\": \"x\"}}");
        pod("a", "Running");
        follow(new WatchedResource(Resource.PODS, "ns", "app in (a, b),!c", "spec.nodeName=n"));
        assertThat(cluster.awaitListed(PATIENCE)).isTrue();
        pod("b", "Running");
        await(() -> assertThat(known()).containsExactly("a Running", "b Running"));
        assertThat(server.questions()).allSatisfy(question -> assertThat(question)
                .startsWith("/api/v1/namespaces/ns/pods ").contains("fieldSelector=spec.nodeName=n",
                        "labelSelector=app in (a, b),!c"));
    }
}
