package io.binnacle.cmdb.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.binnacle.cmdb.AsOf;
import io.binnacle.cmdb.DiscoveryReport;
import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.discovery.FakeDiscovery;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.storage.Database;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.testkit.MutableClock;
import io.binnacle.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** What a database of before holds is there after the update: the same ids, and the same things when they are seen again. */
class RecordsMigrationTest {

    private static final String BEFORE = """
        INSERT INTO binnacle.configuration_item (id, ci_class, key, name, lifecycle, attributes, source, scope,
            fingerprint, first_seen, last_seen, missing_since)
        VALUES ('01900000-0000-7000-8000-000000000001', 'server', 'm1', 'alpha', 'in_service', '{"cpu_count": 2}', 'fake',
                'm1', 7, '2026-01-01T00:00Z', '2026-04-01T00:00Z', NULL),
               ('01900000-0000-7000-8000-000000000002', 'file_system', 'm1:/data', '/data', 'missing', '{"size": 5}', 'fake',
                'm1', 7, '2026-02-01T00:00Z', '2026-04-01T00:00Z', '2026-04-02T00:00Z');
        INSERT INTO binnacle.ci_identifier (ci_class, kind, value, ci_id)
        VALUES ('server', 'machine_id', 'M1', '01900000-0000-7000-8000-000000000001');
        INSERT INTO binnacle.relation (id, from_id, type, to_id, attributes, source, scope, first_seen, last_seen)
        VALUES ('01900000-0000-7000-8000-000000000003', '01900000-0000-7000-8000-000000000002', 'part_of',
                '01900000-0000-7000-8000-000000000001', '{}', 'fake', 'm1', '2026-02-01T00:00Z', '2026-04-01T00:00Z');
        """;

    @Test
    void nothingIsLost() throws Exception {
        MutableClock clock = new MutableClock(Instant.parse("2026-05-01T10:00:00Z"));
        try (Database database = TestDatabase.create()) {
            database.jdbi().useHandle(RecordsMigrationTest::migrate);
            JdbcCmdb cmdb = new JdbcCmdb(database.jdbi(), CiModelReader.shipped(), clock, new SimpleMeterRegistry());
            UUID server = UUID.fromString("01900000-0000-7000-8000-000000000001");
            UUID data = UUID.fromString("01900000-0000-7000-8000-000000000002");
            assertThat(cmdb.get(server).identifiers()).containsExactly(new Identifier("machine_id", "M1"));
            assertThat(cmdb.related(server)).extracting(each -> each.item().id()).containsExactly(data);
            assertThat(cmdb.estateHistory().find(server,
                    new AsOf(Instant.parse("2026-03-01T00:00:00Z"), clock.instant()))).isPresent();

            FakeDiscovery world = new FakeDiscovery("fake", "m1");
            ItemRef renamed = world.item("server", "new", "alpha", Map.of("cpu_count", 2),
                    new Identifier("machine_id", "m1"));
            world.relation(world.item("file_system", "/data", "/data", Map.of("size", 5)), "part_of", renamed);
            DiscoveryReport report = cmdb.apply(world.discover());
            assertThat(report.added()).as("%s", report.changes()).isZero();
            assertThat(cmdb.findByKey("server", "m1:new").orElseThrow().id()).isEqualTo(server);
            assertThat(cmdb.related(server)).hasSize(1);
            assertThat(cmdb.list(ListQuery.of("lifecycle:in_service")).items()).hasSize(2);
        }
    }

    private static void migrate(Handle handle) throws SQLException, IOException {
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.execute("DROP SCHEMA binnacle CASCADE; CREATE SCHEMA binnacle");
            for (String script : List.of("V020__cmdb_items", "V021__cmdb_discovery_runs", "V022__cmdb_model")) {
                statement.execute(script(script));
            }
            statement.execute(BEFORE);
            statement.execute(script("V024__cmdb_records"));
            statement.execute(script("V128__cmdb_change_reason"));
        }
    }

    private static String script(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                RecordsMigrationTest.class.getResourceAsStream("/db/migration/" + name + ".sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
