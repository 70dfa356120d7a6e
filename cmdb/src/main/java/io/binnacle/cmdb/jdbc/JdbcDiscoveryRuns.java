package io.binnacle.cmdb.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import io.binnacle.cmdb.discovery.DiscoveryRun;
import io.binnacle.cmdb.discovery.DiscoveryRuns;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;
import io.binnacle.storage.list.jdbc.ListReader;
import org.jdbi.v3.core.Jdbi;

/** The records of discovery runs in PostgreSQL. */
public final class JdbcDiscoveryRuns implements DiscoveryRuns {

    private static final String COLUMNS = "r.id, r.source, r.started_at, r.finished_at, r.outcome, r.saw, r.added, r.changed, r.missing, r.problems, r.error";
    private static final String FROM = "binnacle.discovery_run r";
    private static final ListSchema FIELDS = ListSchema.of("discovery-runs")
            .id("id", "r.id")
            .text("source", "r.source")
            .oneOf("outcome", "r.outcome", DiscoveryRun.Outcome.values())
            .time("startedAt", "r.started_at")
            .time("finishedAt", "r.finished_at")
            .number("saw", "r.saw")
            .number("added", "r.added")
            .number("changed", "r.changed")
            .number("missing", "r.missing")
            .sortedBy("-startedAt").tiebreak("id");

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final ListReader<DiscoveryRun> reader = new ListReader<>(FIELDS, COLUMNS, FROM,
            (row, context) -> read(row));

    public JdbcDiscoveryRuns(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    private static DiscoveryRun read(ResultSet row) throws SQLException {
        List<String> problems = new ArrayList<>();
        for (Object each : (Object[]) row.getArray("problems").getArray()) {
            problems.add(each.toString());
        }
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new DiscoveryRun(row.getObject("id", UUID.class), row.getString("source"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant(),
                DiscoveryRun.Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)), row.getInt("saw"),
                row.getInt("added"), row.getInt("changed"), row.getInt("missing"), problems, row.getString("error"));
    }

    @Override
    public void save(DiscoveryRun run) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            INSERT INTO binnacle.discovery_run (id, source, started_at, finished_at, outcome, saw, added, changed,
                missing, problems, error)
            VALUES (:id, :source, :startedAt, :finishedAt, :outcome, :saw, :added, :changed, :missing, :problems,
                :error)
            ON CONFLICT (id) DO UPDATE SET finished_at = excluded.finished_at, outcome = excluded.outcome,
                saw = excluded.saw, added = excluded.added, changed = excluded.changed,
                missing = excluded.missing, problems = excluded.problems, error = excluded.error
            """)
                .bind("id", run.id()).bind("source", run.source()).bind("startedAt", run.startedAt())
                .bind("finishedAt", run.finishedAt()).bind("outcome", run.outcome().text())
                .bind("saw", run.saw()).bind("added", run.added()).bind("changed", run.changed())
                .bind("missing", run.missing()).bindArray("problems", String.class, run.problems())
                .bind("error", run.error()).execute());
    }

    @Override
    public Page<DiscoveryRun> list(ListQuery query) {
        return jdbi.withHandle(handle -> reader.read(handle, query, clock.instant()));
    }

    @Override
    public ListSchema fields() {
        return FIELDS;
    }

    @Override
    public Optional<DiscoveryRun> latest(String source) {
        return jdbi.withHandle(handle -> handle
                .createQuery("SELECT " + COLUMNS + " FROM " + FROM
                        + " WHERE r.source = :source ORDER BY r.started_at DESC, r.id DESC LIMIT 1")
                .bind("source", source).map((row, context) -> read(row)).findOne());
    }

    @Override
    public void closeInterrupted() {
        jdbi.useHandle(handle -> handle.createUpdate("""
            UPDATE binnacle.discovery_run SET outcome = 'interrupted', finished_at = started_at,
                error = 'the server stopped before the run ended'
            WHERE outcome = 'running'
            """).execute());
    }

    @Override
    public int prune(int keep) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
            DELETE FROM binnacle.discovery_run WHERE id IN (
                SELECT id FROM (
                    SELECT id, row_number() OVER (PARTITION BY source ORDER BY started_at DESC, id DESC) AS place
                    FROM binnacle.discovery_run) ranked
                WHERE place > :keep)
            """).bind("keep", keep).execute());
    }
}
