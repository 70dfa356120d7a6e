package io.binnacle.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.binnacle.kernel.error.Unavailable;
import io.binnacle.storage.postgres.EmbeddedPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @Test
    void nestedCallsOfOneThreadCommitTogether() {
        try (Database database = FreshDatabases.open()) {
            database.jdbi().useHandle(handle -> handle.execute("CREATE TABLE word (word text)"));
            assertThatThrownBy(() -> database.jdbi().useTransaction(outer -> {
                outer.execute("INSERT INTO word VALUES ('outer')");
                database.jdbi().useTransaction(inner -> inner.execute("INSERT INTO word VALUES ('inner')"));
                database.jdbi().useHandle(inner -> inner.execute("INSERT INTO word VALUES ('plain')"));
                throw new IllegalStateException("changed my mind");
            })).hasMessage("changed my mind");
            assertThat(words(database)).isEmpty();
        }
    }

    @Test
    void aStatementThatIsWrongIsNotTheDatabasesFault() {
        try (Database database = FreshDatabases.open()) {
            assertThatThrownBy(() -> database.jdbi().useHandle(handle -> handle.execute("SELECT nonsense")))
                    .isInstanceOf(UnableToExecuteStatementException.class);
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsUnavailable() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> FreshDatabases
                .open(DatabaseSettings.external("jdbc:postgresql://127.0.0.1:" + port + "/x", "u", "p")).close())
                .isInstanceOf(Unavailable.class).hasMessageContaining("does not answer");
    }

    @Test
    void aPasswordIsNotPrinted() {
        assertThat(DatabaseSettings.external("jdbc:postgresql://h/d", "u", "hush").toString()).doesNotContain("hush");
    }

    @Test
    void whileTheServerIsAwayCallsAreUnavailableAndAfterwardsTheySucceed(@TempDir Path data) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(data, TestPrograms.runtime());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (Database database = Database.open(postgres, 5, meters)) {
            database.jdbi().useHandle(handle -> handle.execute("CREATE TABLE word (word text)"));
            assertThatThrownBy(() -> database.jdbi().useTransaction(handle -> {
                handle.execute("INSERT INTO word VALUES ('lost')");
                kill(postgres);
                // One of them meets the dead server; the transaction is lost in any case.
                handle.execute("INSERT INTO word VALUES ('lost')");
                handle.execute("INSERT INTO word VALUES ('lost')");
            })).isInstanceOf(Unavailable.class);
            await().atMost(Duration.ofSeconds(30)).ignoreExceptionsInstanceOf(Unavailable.class).untilAsserted(
                    () -> database.jdbi().useHandle(handle -> handle.execute("INSERT INTO word VALUES ('kept')")));
            assertThat(words(database)).containsExactly("kept");
            assertThat(meters.get("binnacle.database.restarts").counter().count()).isEqualTo(1);
            assertThat(meters.get("binnacle.database.connections.max").gauge().value()).isEqualTo(5);
        }
    }

    private static void kill(EmbeddedPostgres postgres) {
        ProcessHandle server = ProcessHandle.of(postgres.pid().orElseThrow()).orElseThrow();
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
        server.onExit().join();
    }

    private static List<String> words(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT word FROM word").mapTo(String.class).list());
    }
}
