package io.binnacle.operations.incident.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import io.binnacle.insight.event.AlertState;
import io.binnacle.kernel.health.Severity;
import io.binnacle.operations.incident.AlertCounts;
import io.binnacle.operations.incident.Incident;
import io.binnacle.operations.incident.IncidentLifecycle;
import io.binnacle.operations.incident.IncidentStatus;
import io.binnacle.operations.incident.IncidentStore;
import io.binnacle.operations.incident.StoredIncident;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;
import io.binnacle.storage.list.jdbc.ListReader;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Incidents in the tables {@code incident} and {@code incident_alert}. */
public final class JdbcIncidentStore implements IncidentStore {

    private static final ListSchema SCHEMA = ListSchema.of("incidents")
            .searched("number", "i.number")
            .searched("title", "i.title")
            .oneOf("status", "i.status", IncidentStatus.values())
            .oneOf("severity", "i.severity", Severity.values())
            .flag("unresolved", "(i.status <> 'resolved')")
            .searched("ci", "i.ci_name")
            .id("ciId", "i.ci_id")
            .text("ciClass", "i.ci_class")
            .searched("owner", "i.owner")
            .text("openedBy", "i.opened_by")
            .time("openedAt", "i.opened_at")
            .time("acknowledgedAt", "i.acknowledged_at")
            .time("mitigatedAt", "i.mitigated_at")
            .time("resolvedAt", "i.resolved_at")
            .number("alertsFiring", "i.alerts_firing")
            .number("alertsTotal", "i.alerts_total")
            .id("id", "i.id")
            .sortedBy("status,severity,-openedAt")
            .tiebreak("id");

    /** Any number that nothing else uses as an advisory lock: "INCI" in ASCII. */
    private static final int OPENING_LOCK = 0x494E4349;

    private final Jdbi jdbi;
    private final ListReader<Incident> reader;

    public JdbcIncidentStore(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.reader = new ListReader<>(SCHEMA, "i.*", "incident i", (row, context) -> incident(row));
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return jdbi.inTransaction(handle -> work.get());
    }

    @Override
    public void afterCommit(Runnable work) {
        jdbi.useHandle(handle -> handle.afterCommit(work));
    }

    @Override
    public void lockOpening() {
        jdbi.useHandle(handle -> handle.createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(:key)) AS locked")
                .bind("key", OPENING_LOCK).mapTo(Integer.class).one());
    }

    @Override
    public ListSchema schema() {
        return SCHEMA;
    }

    @Override
    public Page<Incident> list(ListQuery query, Instant now) {
        return jdbi.withHandle(handle -> reader.read(handle, query, now));
    }

    @Override
    public Optional<Incident> find(String number) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM incident WHERE number = :number")
                .bind("number", number).map((row, context) -> incident(row)).findOne());
    }

    @Override
    public List<UUID> alertIds(UUID incidentId) {
        return jdbi.withHandle(handle -> handle
                .createQuery("SELECT alert_id FROM incident_alert WHERE incident_id = :id ORDER BY joined_at, id")
                .bind("id", incidentId).mapTo(UUID.class).list());
    }

    @Override
    public Optional<StoredIncident> lock(String number) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM incident WHERE number = :number FOR UPDATE")
                .bind("number", number).map((row, context) -> stored(row)).findOne());
    }

    @Override
    public Optional<StoredIncident> lockUnresolved(String subject) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            SELECT * FROM incident WHERE subject = :subject AND status <> 'resolved' FOR UPDATE""")
                .bind("subject", subject).map((row, context) -> stored(row)).findOne());
    }

    @Override
    public Optional<StoredIncident> lockResolvedByAlerts(String subject, Instant notBefore) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            SELECT * FROM incident WHERE subject = :subject AND status = 'resolved'
            ORDER BY resolved_at DESC LIMIT 1 FOR UPDATE""")
                .bind("subject", subject).map((row, context) -> stored(row)).findOne())
                .filter(StoredIncident::resolvedByAlerts)
                .filter(last -> last.incident().resolvedAt() != null
                        && !last.incident().resolvedAt().isBefore(notBefore));
    }

    @Override
    public Optional<StoredIncident> lockOfAlert(UUID alertId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            SELECT * FROM incident
            WHERE id = (SELECT incident_id FROM incident_alert WHERE alert_id = :alert ORDER BY id DESC LIMIT 1)
            FOR UPDATE""")
                .bind("alert", alertId).map((row, context) -> stored(row)).findOne());
    }

    @Override
    public void insert(StoredIncident incident) {
        jdbi.useHandle(handle -> bind(handle.createUpdate("""
            INSERT INTO incident (id, number, title, severity, status, subject, ci_id, ci_name, ci_class, owner,
                opened_at, acknowledged_at, mitigated_at, resolved_at, opened_by, alerts_firing, alerts_total,
                resolution, keep_open, resolved_by_alerts, version)
            VALUES (:id, :number, :title, :severity, :status, :subject, CAST(:ciId AS uuid), :ciName, :ciClass, :owner,
                :openedAt, :acknowledgedAt, :mitigatedAt, :resolvedAt, :openedBy, :alertsFiring, :alertsTotal,
                :resolution, :keepOpen, :resolvedByAlerts, :version)"""), incident).execute());
    }

    @Override
    public void update(StoredIncident incident) {
        jdbi.useHandle(handle -> bind(
                handle.createUpdate(
                        """
                            UPDATE incident SET title = :title, severity = :severity, status = :status, subject = :subject,
                                ci_id = CAST(:ciId AS uuid), ci_name = :ciName, ci_class = :ciClass, owner = :owner, opened_at = :openedAt,
                                acknowledged_at = :acknowledgedAt, mitigated_at = :mitigatedAt, resolved_at = :resolvedAt,
                                opened_by = :openedBy, alerts_firing = :alertsFiring, alerts_total = :alertsTotal,
                                resolution = :resolution, keep_open = :keepOpen, resolved_by_alerts = :resolvedByAlerts,
                                version = :version
                            WHERE id = :id AND number = :number"""),
                incident).execute());
    }

    @Override
    public AlertCounts putAlert(UUID incidentId, UUID alertId, AlertState state, Severity severity, Instant at) {
        return jdbi.withHandle(handle -> {
            handle.createUpdate("""
                INSERT INTO incident_alert (incident_id, alert_id, state, severity, joined_at)
                VALUES (:incident, :alert, :state, :severity, :at)
                ON CONFLICT (incident_id, alert_id) DO UPDATE
                SET id = DEFAULT, state = excluded.state, severity = excluded.severity""")
                    .bind("incident", incidentId).bind("alert", alertId).bind("state", state.text())
                    .bind("severity", severity.text()).bind("at", at).execute();
            return counts(handle, incidentId);
        });
    }

    private static AlertCounts counts(Handle handle, UUID incidentId) {
        return handle.createQuery("""
            SELECT count(*) FILTER (WHERE state = 'firing') AS firing,
                count(*) FILTER (WHERE state = 'unknown') AS unknown, count(*) AS total
            FROM incident_alert WHERE incident_id = :incident""")
                .bind("incident", incidentId)
                .map((row, context) -> new AlertCounts(row.getInt("firing"), row.getInt("unknown"),
                        row.getInt("total")))
                .one();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, StoredIncident stored) {
        Incident incident = stored.incident();
        return statement.bind("id", incident.id()).bind("number", incident.number()).bind("title", incident.title())
                .bind("severity", incident.severity().text()).bind("status", incident.status().text())
                .bind("subject", stored.subject()).bind("ciId", incident.ciId()).bind("ciName", incident.ciName())
                .bind("ciClass", incident.ciClass()).bind("owner", incident.owner())
                .bind("openedAt", incident.openedAt()).bind("acknowledgedAt", incident.acknowledgedAt())
                .bind("mitigatedAt", incident.mitigatedAt()).bind("resolvedAt", incident.resolvedAt())
                .bind("openedBy", incident.openedBy()).bind("alertsFiring", incident.alertsFiring())
                .bind("alertsTotal", incident.alertsTotal()).bind("resolution", incident.resolution())
                .bind("keepOpen", incident.keepOpen()).bind("resolvedByAlerts", stored.resolvedByAlerts())
                .bind("version", incident.version());
    }

    private static StoredIncident stored(ResultSet row) throws SQLException {
        return new StoredIncident(incident(row), row.getString("subject"), row.getBoolean("resolved_by_alerts"));
    }

    private static Incident incident(ResultSet row) throws SQLException {
        IncidentStatus status = IncidentStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
        return new Incident(row.getObject("id", UUID.class), row.getString("number"), row.getString("title"),
                Severity.parse(row.getString("severity")).orElseThrow(), status, row.getObject("ci_id", UUID.class),
                row.getString("ci_name"), row.getString("ci_class"), row.getString("owner"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(), time(row, "acknowledged_at"),
                time(row, "mitigated_at"), time(row, "resolved_at"), row.getString("opened_by"),
                row.getInt("alerts_firing"), row.getInt("alerts_total"), row.getString("resolution"),
                row.getBoolean("keep_open"), IncidentLifecycle.actions(status), row.getInt("version"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
