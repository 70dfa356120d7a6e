package io.binnacle.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import io.binnacle.storage.postgres.PostgresEndpoint;
import io.binnacle.storage.postgres.EmbeddedPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds of {@code kill -9} at random moments of a loop of writes lose nothing that was acknowledged. The whole program has its own. */
class CrashTest {

    private static final int ROUNDS = Integer.getInteger("crash.rounds", 6);
    private static final int ACKNOWLEDGEMENTS_MAX = 150;

    private enum Victim {
        PROGRAM, DATABASE, BOTH
    }

    @TempDir
    Path data;

    private final Set<String> acknowledged = new TreeSet<>();

    @Test
    void nothingAcknowledgedIsLost() throws IOException {
        long seed = Long.getLong("fuzz.seed", System.nanoTime() & 0xFFFF_FFFFL);
        System.out.println("fuzz seed of CrashTest: -Dfuzz.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 1; round <= ROUNDS; round++) {
            Victim victim = Victim.values()[random.nextInt(Victim.values().length)];
            int before = acknowledged.size();
            write(random, victim);
            check("round " + round + " killed " + victim);
            System.out.println("round " + round + " killed " + victim + ", acknowledged "
                    + (acknowledged.size() - before));
        }
        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
    }

    private void write(Random random, Victim victim) throws IOException {
        try (TestPrograms.Running writer = TestPrograms.start(Writer.class,
                List.of(data.toString(), TestPrograms.runtime().toString()))) {
            acknowledge(writer, random.nextInt(ACKNOWLEDGEMENTS_MAX) + 1);
            switch (victim) {
                case PROGRAM -> writer.kill();
                case DATABASE -> {
                    killDatabase();
                    // The program's pool must find the restarted database by itself.
                    acknowledge(writer, random.nextInt(ACKNOWLEDGEMENTS_MAX) + 1);
                    writer.kill();
                }
                case BOTH -> {
                    killDatabase();
                    writer.kill();
                }
            }
            // What it had printed before it died was acknowledged, too.
            writer.rest().stream().filter(line -> line.startsWith("ack ")).map(line -> line.substring(4))
                    .filter(number -> number.matches("ROW-\\d+")).forEach(acknowledged::add);
        }
    }

    private void acknowledge(TestPrograms.Running writer, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            acknowledged.add(writer.await("ack"));
        }
    }

    private void killDatabase() {
        List<ProcessHandle> servers = ProcessHandle.allProcesses().filter(process -> process.info().commandLine()
                .filter(line -> line.contains(data.toString()) && line.contains("postgres -D")).isPresent()).toList();
        assertThat(servers).hasSize(1);
        servers.forEach(ProcessHandle::destroyForcibly);
    }

    private void check(String round) {
        try (Database database = Database.open(DatabaseSettings.embedded(data, TestPrograms.runtime()),
                new SimpleMeterRegistry())) {
            List<String> rows = database.jdbi()
                    .withHandle(
                            handle -> handle.createQuery("SELECT number FROM crash_row").mapTo(String.class).list());
            assertThat(rows).as(round).containsAll(acknowledged);
            long activities = database.jdbi().withHandle(
                    handle -> handle.createQuery("SELECT count(*) FROM activity").mapTo(Long.class).one());
            long last = database.jdbi().withHandle(
                    handle -> handle.createQuery("SELECT last FROM number_sequence").mapTo(Long.class).one());
            assertThat(List.of(activities, last)).as(round + ": row, activity and number commit together")
                    .containsOnly((long) rows.size());
        }
        assertThat(EmbeddedPostgres.running(data).map(PostgresEndpoint::url)).as(round).isEmpty();
    }
}
