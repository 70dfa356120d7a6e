package io.binnacle.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import io.binnacle.testkit.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rounds of {@code kill -9}, four or as many as {@code -Dcrash.rounds} says, of the whole program, its database with it or not, at random moments while people write
 * through the HTTP API: it starts again each time, everything that it acknowledged is there, and nothing of it keeps running.
 */
class ProgramCrashTest {

    private static final int ROUNDS = Integer.getInteger("crash.rounds", 4);
    private static final int WRITERS = 3;
    private static final int ACKNOWLEDGEMENTS_MAX = 40;

    private enum Victim {
        SERVER, SERVER_THEN_DATABASE, DATABASE_THEN_SERVER
    }

    /** What the server said that it has. */
    private record Written(String path, String content) {}

    @TempDir
    Path folder;

    private final Queue<Written> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final RandomGenerator random = Fuzz.random();

    @Test
    void nothingAcknowledgedIsLost() throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        String token;
        try (ServerProcess server = ServerProcess.serve(data)) {
            token = ApiClient.setUp(server);
        }
        List<Written> all = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            Victim victim = Victim.values()[random.nextInt(Victim.values().length)];
            try (ServerProcess server = ServerProcess.serve(data);
                    ApiClient client = new ApiClient(server.url(), token)) {
                check("start of round " + round, client, acknowledged);
                all.addAll(acknowledged);
                acknowledged.clear();
                write(server, client, round, victim);
            }
            System.out.println("round " + round + " killed " + victim + ", acknowledged " + acknowledged.size());
        }
        all.addAll(acknowledged);
        try (ServerProcess server = ServerProcess.serve(data); ApiClient client = new ApiClient(server.url(), token)) {
            check("the end", client, all);
        }
        assertThat(faults).isEmpty();
        assertThat(all).hasSizeGreaterThan(ROUNDS);
    }

    private void write(ServerProcess server, ApiClient client, int round, Victim victim) throws InterruptedException {
        Semaphore acknowledgements = new Semaphore(0);
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Writer writer = new Writer(client, round + "-" + i, new Random(random.nextLong()), acknowledgements);
            writers.add(Thread.ofVirtual().start(writer::write));
        }
        int wanted = random.nextInt(ACKNOWLEDGEMENTS_MAX) + 1;
        assertThat(acknowledgements.tryAcquire(wanted, 60, TimeUnit.SECONDS)).as("the server answers: %s", faults)
                .isTrue();
        List<ProcessHandle> database = server.database();
        switch (victim) {
            case SERVER -> server.kill();
            case SERVER_THEN_DATABASE -> {
                server.kill();
                database.forEach(ProcessHandle::destroyForcibly);
            }
            case DATABASE_THEN_SERVER -> {
                database.forEach(ProcessHandle::destroyForcibly);
                server.kill();
            }
        }
        server.awaitEnd();
        for (Thread writer : writers) {
            writer.join();
        }
        ServerProcess.awaitGone(database);
    }

    private static void check(String when, ApiClient client, Iterable<Written> expected)
            throws IOException, InterruptedException {
        for (Written written : expected) {
            ApiClient.Answer answer = client.get(written.path());
            assertThat(answer.status()).as(when + ": " + written).isEqualTo(200);
            assertThat(answer.body().toString()).as(when + ": " + written).contains(written.content());
        }
    }

    /** One who writes this and that until the server is gone. */
    private final class Writer {

        private final ApiClient client;
        private final String name;
        private final RandomGenerator choices;
        private final Semaphore acknowledgements;
        private String incident = "";
        private int count;

        private Writer(ApiClient client, String name, RandomGenerator choices, Semaphore acknowledgements) {
            this.client = client;
            this.name = name;
            this.choices = choices;
            this.acknowledgements = acknowledgements;
        }

        private void write() {
            try {
                while (true) {
                    writeOnce();
                }
            } catch (IOException e) {
                // The server was killed; what was under way is neither acknowledged nor expected.
            } catch (InterruptedException | RuntimeException | AssertionError e) {
                faults.add(name + ": " + e);
            }
        }

        private void writeOnce() throws IOException, InterruptedException {
            String thing = name + "-" + ++count;
            int choice = choices.nextInt(10);
            if (incident.isEmpty() || choice < 3) {
                ApiClient.Answer opened = send("incidents",
                        Map.of("title", "Incident " + thing, "severity", "warning"));
                incident = opened.acknowledged() ? opened.text("/number") : incident;
                keep(opened, "incidents/" + incident, "Incident " + thing);
                keep(opened, "incidents/" + incident + "/timeline", "\"opened\"");
            } else if (choice < 6) {
                keep(send("incidents/" + incident + "/comments", Map.of("text", "Comment " + thing)),
                        "incidents/" + incident + "/timeline", "Comment " + thing);
            } else if (choice < 8) {
                ApiClient.Answer token = send("tokens",
                        Map.of("name", "token-" + thing, "permissions", List.of("incident:read")));
                keep(token, "tokens?q=name:token-" + thing, token.text("/token/id"));
            } else if (choice < 9) {
                ApiClient.Answer channel = send("notification/channels", Map.of("name", "channel-" + thing, "kind",
                        "webhook", "url", "http://127.0.0.1:9/", "minSeverity", "critical"));
                keep(channel, "notification/channels/" + channel.text("/channel/id"), "channel-" + thing);
            } else {
                ApiClient.Answer user = send("users", Map.of("name", "user-" + thing, "displayName", "User", "role",
                        "viewer", "password", ApiClient.PASSWORD));
                keep(user, "users/" + user.text("/id"), "user-" + thing);
            }
        }

        private void keep(ApiClient.Answer answer, String path, String content) {
            if (answer.acknowledged()) {
                acknowledged.add(new Written(path, content));
                acknowledgements.release();
            }
        }

        /** While the database is away, the answer is 503: try again. Nothing else may go wrong. */
        private ApiClient.Answer send(String path, Map<String, ?> body) throws IOException, InterruptedException {
            ApiClient.Answer answer = client.post(path, body);
            assertThat(answer.acknowledged() || answer.status() == 503).as(path + ": " + answer).isTrue();
            return answer;
        }
    }
}
