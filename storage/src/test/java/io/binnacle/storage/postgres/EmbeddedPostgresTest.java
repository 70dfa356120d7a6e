package io.binnacle.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.storage.TestPrograms;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPostgresTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Path data = Path.of("");

    @BeforeEach
    void makeADirectoryThatOtherUsersMayEnter() throws IOException {
        data = Files.createTempDirectory("binnacle-postgres-").toRealPath();
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void delete() {
        // An orphan that is still writing out makes and removes files meanwhile.
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            TestPrograms.delete(data);
            return true;
        });
    }

    @Test
    void whatWasWrittenIsThereAfterARestart() throws SQLException {
        try (EmbeddedPostgres postgres = start()) {
            execute(postgres, "CREATE TABLE kept AS SELECT 'yes' AS answer");
        }
        assertThat(data.resolve("postgres/cluster/postmaster.pid")).doesNotExist();
        try (EmbeddedPostgres postgres = start()) {
            assertThat(query(postgres, "SELECT answer FROM kept")).isEqualTo("yes");
        }
    }

    @Test
    void itIsDurableSmallAndSpeaksUnicode() throws SQLException {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(query(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(postgres, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(query(postgres, "SHOW data_checksums")).isEqualTo("on");
            assertThat(query(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(postgres, "SELECT lower('ÄÖÉ')")).isEqualTo("äöé");
        }
    }

    @Test
    void nobodyGetsInWithoutThePassword() throws IOException {
        try (EmbeddedPostgres postgres = start()) {
            PostgresEndpoint endpoint = postgres.endpoint();
            assertThatThrownBy(() -> DriverManager.getConnection(endpoint.url(), endpoint.user(), "guess").close())
                    .hasMessageContaining("password authentication failed");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("postgres/password"))))
                    .isEqualTo("rw-------");
            assertThat(endpoint.toString()).doesNotContain(endpoint.password());
        }
    }

    @Test
    void aKilledServerIsStartedAgainWithItsData() throws SQLException {
        try (EmbeddedPostgres postgres = start()) {
            AtomicInteger deaths = new AtomicInteger();
            postgres.onDeath(deaths::incrementAndGet);
            execute(postgres, "CREATE TABLE kept AS SELECT 'yes' AS answer");
            for (int i = 1; i <= 2; i++) {
                int deathsExpected = i;
                long pid = postgres.pid().orElseThrow();
                assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
                await().atMost(PATIENCE).until(() -> deaths.get() == deathsExpected && postgres.pid().isPresent());
                assertThat(postgres.pid().orElseThrow()).isNotEqualTo(pid);
                assertThat(query(postgres, "SELECT answer FROM kept")).isEqualTo("yes");
            }
        }
    }

    @Test
    void afterCloseThereIsNoServerAndNoEndpoint() {
        EmbeddedPostgres postgres = start();
        long pid = postgres.pid().orElseThrow();
        postgres.close();
        postgres.close();
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThatThrownBy(postgres::endpoint).isInstanceOf(Unavailable.class).hasMessageContaining("was stopped");
    }

    @Test
    void aDirectoryInUseByThisProcessIsRefused() throws SQLException {
        try (EmbeddedPostgres postgres = start()) {
            assertThatThrownBy(this::start).isInstanceOf(Conflict.class)
                    .hasMessageContaining(data + " is in use by this process itself");
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aDirectoryInUseByAnotherProcessIsRefusedWithItsProcessId() throws Exception {
        try (TestPrograms.Running first = TestPrograms.start(Starter.class, arguments("signalled"))) {
            first.await("postgres");
            assertThatThrownBy(this::start).isInstanceOf(Conflict.class)
                    .hasMessageContaining("in use by process " + first.pid());
            try (TestPrograms.Running second = TestPrograms.start(Starter.class, arguments("signalled"))) {
                assertThat(second.await("refused")).contains(data + " is in use by process " + first.pid());
                assertThat(second.awaitEnd()).isZero();
            }
            assertThat(EmbeddedPostgres.running(data)).isPresent();
        }
        awaitNoServer();
    }

    @ParameterizedTest
    @ValueSource(strings = {"signalled", "watched"})
    void theServerDiesWithItsKilledParentAndANewOneStarts(String means) throws Exception {
        try (TestPrograms.Running parent = TestPrograms.start(Starter.class, arguments(means))) {
            long pid = Long.parseLong(parent.await("postgres"));
            parent.kill();
            // At once, while the orphan is still writing out.
            try (EmbeddedPostgres postgres = start()) {
                await().atMost(PATIENCE).until(() -> ProcessHandle.of(pid).isEmpty());
                assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"signalled", "watched"})
    void theServerDiesWithItsKilledParentEvenIfNoNewOneStarts(String means) throws Exception {
        try (TestPrograms.Running parent = TestPrograms.start(Starter.class, arguments(means))) {
            long pid = Long.parseLong(parent.await("postgres"));
            parent.kill();
            await().atMost(PATIENCE).until(() -> ProcessHandle.of(pid).isEmpty());
        }
    }

    @Test
    void whenParentAndServerAreKilledTogetherANewOneStarts() throws Exception {
        try (TestPrograms.Running parent = TestPrograms.start(Starter.class, arguments("signalled"))) {
            long pid = Long.parseLong(parent.await("postgres"));
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            parent.kill();
            try (EmbeddedPostgres postgres = start()) {
                assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void aStalePidFileThatNamesALivingStrangerDoesNotHinder() throws Exception {
        start().close();
        Path file = data.resolve("postgres/cluster/postmaster.pid");
        Files.writeString(file, ProcessHandle.current().pid() + "\n" + data + "\n1\n5432\n\n127.0.0.1\n1 2\nready\n");
        assertThat(EmbeddedPostgres.running(data)).isEmpty();
        try (EmbeddedPostgres postgres = start()) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aHalfMadeClusterIsMadeAgain() throws Exception {
        Path draft = Files.createDirectories(data.resolve("postgres/cluster.draft"));
        Files.writeString(draft.resolve("PG_VERSION"), "18\n");
        Files.writeString(data.resolve("postgres/password"), "of a run that was killed");
        try (EmbeddedPostgres postgres = start()) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
        assertThat(draft).doesNotExist();
    }

    @Test
    void dataOfAnotherVersionIsRefused() throws Exception {
        Files.writeString(Files.createDirectories(data.resolve("postgres/cluster")).resolve("PG_VERSION"), "17\n");
        assertThatThrownBy(this::start).isInstanceOf(Conflict.class)
                .hasMessageContaining("belongs to PostgreSQL 17; this program brings 18");
    }

    @Test
    void aServerThatCannotStartSaysWhy() {
        assertThatThrownBy(() -> EmbeddedPostgres.start(data, TestPrograms.runtime(),
                Map.of("shared_buffers", "lots")).close())
                .isInstanceOf(Unavailable.class).hasMessageContaining("invalid value for parameter \"shared_buffers\"");
    }

    @Test
    void rootWithoutUserNamespacesRunsItAsAnotherUser() throws Exception {
        assumeTrue(isRoot(), "skipped: only root may change the user");
        ChildRights changed = new ChildRights(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
                "--pdeathsig", "INT"), new ChildRights.User(65534, 65534), true);
        Path runtime = data.resolve("runtime");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data, runtime, Map.of(), () -> changed)) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
            assertThat(Files.getAttribute(data.resolve("postgres/cluster"), "unix:uid")).isEqualTo(65534);
        }
        // And back, as when the same directory is used outside the container.
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data, runtime)) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void anOrdinaryUserStartsItAsHimself() throws Exception {
        assumeTrue(isRoot(), "skipped: only root may become an ordinary user, and every other test runs as one");
        // What an ordinary user needs may lie where only root can read.
        Path library = Files.createDirectory(data.resolve("lib"));
        List<String> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path copy = library.resolve(String.valueOf(classPath.size()));
            copy(Path.of(entry), copy);
            classPath.add(copy.toString());
        }
        Path own = Files.createDirectory(data.resolve("own"));
        Files.setAttribute(own, "unix:uid", 65534);
        try (TestPrograms.Running program = TestPrograms.start(
                List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
                String.join(File.pathSeparator, classPath), Starter.class,
                List.of(own.toString(), own.resolve("runtime").toString()))) {
            long pid = Long.parseLong(program.await("postgres"));
            assertThat(Files.getAttribute(Path.of("/proc/" + pid), "unix:uid")).isEqualTo(65534);
            program.kill();
            await().atMost(PATIENCE).until(() -> ProcessHandle.of(pid).isEmpty());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.copy(file, target);
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(data, TestPrograms.runtime());
    }

    private List<String> arguments(String means) {
        return List.of(data.toString(), TestPrograms.runtime().toString(), means);
    }

    private void awaitNoServer() {
        await().atMost(PATIENCE).until(() -> EmbeddedPostgres.running(data).isEmpty());
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        PostgresEndpoint endpoint = postgres.endpoint();
        return DriverManager.getConnection(endpoint.url(), endpoint.user(), endpoint.password());
    }
}
