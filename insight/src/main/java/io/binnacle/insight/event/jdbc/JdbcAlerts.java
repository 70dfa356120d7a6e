package io.binnacle.insight.event.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binnacle.insight.event.Alert;
import io.binnacle.insight.event.AlertChange;
import io.binnacle.insight.event.AlertState;
import io.binnacle.insight.event.AlertStore;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.health.Severity;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;
import io.binnacle.storage.list.jdbc.ListReader;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Alerts in PostgreSQL. */
public final class JdbcAlerts implements AlertStore {

    /** What the list of alerts can be filtered and sorted by. */
    public static final ListSchema SCHEMA = ListSchema.of("alerts").id("id", "a.id").searched("title", "a.title")
            .searched("description", "a.description").searched("reason", "a.reason").text("rule", "a.rule_id")
            .oneOf("state", "a.state", "firing", "unknown", "pending", "resolved")
            .oneOf("severity", "a.severity", Severity.values()).id("ci", "a.ci_id").searched("ciName", "a.ci_name")
            .text("ciClass", "a.ci_class").text("incident", "a.incident_number").time("startedAt", "a.started_at")
            .time("firedAt", "a.fired_at").time("resolvedAt", "a.resolved_at")
            .sortedBy("state,severity,-startedAt").tiebreak("id");

    private static final String WORST_FIRST = """
         ORDER BY array_position(ARRAY['firing', 'unknown', 'pending', 'resolved'], a.state),
                  array_position(ARRAY['critical', 'major', 'warning', 'info'], a.severity), a.started_at DESC
        """;
    private static final TypeReference<TreeMap<String, String>> LABELS = new TypeReference<>() {
    };

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final ObjectMapper json = new ObjectMapper();
    private final ListReader<Alert> reader;

    public JdbcAlerts(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.reader = new ListReader<>(SCHEMA, "a.*", "binnacle.alert a", (row, context) -> alert(row));
    }

    @Override
    public Page<Alert> list(ListQuery query) {
        return jdbi.withHandle(handle -> reader.read(handle, query, clock.instant()));
    }

    @Override
    public Optional<Alert> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT a.* FROM binnacle.alert a WHERE a.id = :id")
                .bind("id", id).map((row, context) -> alert(row)).findOne());
    }

    @Override
    public List<AlertChange> history(UUID id) {
        return jdbi.withHandle(handle -> handle
                .createQuery("SELECT * FROM binnacle.alert_change WHERE alert_id = :id ORDER BY id").bind("id", id)
                .map((row, context) -> change(row)).list());
    }

    @Override
    public List<Alert> openOf(UUID ciId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            SELECT a.* FROM binnacle.alert a
             WHERE a.ci_id = :ci AND a.state IN ('firing', 'unknown')""" + WORST_FIRST).bind("ci", ciId)
                .map((row, context) -> alert(row)).list());
    }

    @Override
    public List<Alert> ofIncident(String incidentNumber) {
        return jdbi.withHandle(handle -> handle
                .createQuery("SELECT a.* FROM binnacle.alert a WHERE a.incident_number = :number" + WORST_FIRST)
                .bind("number", incidentNumber).map((row, context) -> alert(row)).list());
    }

    @Override
    public void joinIncident(UUID alertId, String incidentNumber) {
        int rows = jdbi.withHandle(handle -> handle
                .createUpdate("UPDATE binnacle.alert SET incident_number = :number WHERE id = :id")
                .bind("number", incidentNumber).bind("id", alertId).execute());
        if (rows == 0) {
            throw new NotFound("alert", alertId.toString());
        }
    }

    @Override
    public List<Remembered> unresolved() {
        return jdbi.withHandle(handle -> handle
                .createQuery("SELECT a.* FROM binnacle.alert a WHERE a.state <> 'resolved' ORDER BY a.started_at, a.id")
                .map((row, context) -> new Remembered(alert(row),
                        new Memory(row.getString("phases"), instant(row, "last_seen_at"))))
                .list());
    }

    @Override
    public void inTransaction(Runnable work) {
        jdbi.useTransaction(handle -> work.run());
    }

    @Override
    public void save(Remembered remembered) {
        jdbi.useHandle(handle -> bind(handle.createUpdate(
                """
                    INSERT INTO binnacle.alert (id, rule_id, title, description, state, severity, labels, ci_id, ci_name, ci_class,
                            value, value_text, started_at, fired_at, resolved_at, last_evaluated_at, reason, phases,
                            last_seen_at)
                    VALUES (:id, :ruleId, :title, :description, :state, :severity, CAST(:labels AS jsonb), CAST(:ciId AS uuid),
                        :ciName,
                            :ciClass, :value, :valueText, :startedAt, :firedAt, :resolvedAt, :lastEvaluatedAt, :reason, :phases,
                            :lastSeenAt)
                    ON CONFLICT (id) DO UPDATE SET
                            title = excluded.title, description = excluded.description, state = excluded.state,
                            severity = excluded.severity, ci_id = excluded.ci_id, ci_name = excluded.ci_name,
                            ci_class = excluded.ci_class, value = excluded.value, value_text = excluded.value_text,
                            started_at = excluded.started_at, fired_at = excluded.fired_at,
                            resolved_at = excluded.resolved_at, last_evaluated_at = excluded.last_evaluated_at,
                            reason = excluded.reason, phases = excluded.phases, last_seen_at = excluded.last_seen_at"""),
                remembered).execute());
    }

    @Override
    public void refresh(List<Remembered> all) {
        if (all.isEmpty()) {
            return;
        }
        jdbi.useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                UPDATE binnacle.alert SET severity = :severity, value = :value, value_text = :valueText,
                       reason = :reason, last_evaluated_at = :lastEvaluatedAt, phases = :phases,
                       last_seen_at = :lastSeenAt
                 WHERE id = :id AND state = :state""");
            for (Remembered remembered : all) {
                bind(batch, remembered).add();
            }
            batch.execute();
        });
    }

    @Override
    public void append(AlertChange change) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            INSERT INTO binnacle.alert_change (alert_id, at, from_state, to_state, severity, value, reason)
            VALUES (:alert, :at, :from, :to, :severity, :value, :reason)""").bind("alert", change.alertId())
                .bind("at", Timestamp.from(change.at()))
                .bindByType("from", Optional.ofNullable(change.from()).map(AlertState::text).orElse(null), String.class)
                .bind("to", change.to().text()).bind("severity", change.severity().text())
                .bindByType("value", change.value(), Double.class).bind("reason", change.reason()).execute());
    }

    @Override
    public void delete(UUID alertId) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM binnacle.alert WHERE id = :id").bind("id", alertId)
                .execute());
    }

    private <S extends SqlStatement<S>> S bind(S statement, Remembered remembered) {
        Alert alert = remembered.alert();
        return statement.bind("id", alert.id()).bind("ruleId", alert.ruleId()).bind("title", alert.title())
                .bind("description", alert.description()).bind("state", alert.state().text())
                .bind("severity", alert.severity().text()).bind("labels", labels(alert.labels()))
                .bindByType("ciId", alert.ciId(), UUID.class).bindByType("ciName", alert.ciName(), String.class)
                .bindByType("ciClass", alert.ciClass(), String.class).bindByType("value", alert.value(), Double.class)
                .bindByType("valueText", alert.valueText(), String.class)
                .bind("startedAt", Timestamp.from(alert.startedAt()))
                .bindByType("firedAt", timestamp(alert.firedAt()), Timestamp.class)
                .bindByType("resolvedAt", timestamp(alert.resolvedAt()), Timestamp.class)
                .bind("lastEvaluatedAt", Timestamp.from(alert.lastEvaluatedAt())).bind("reason", alert.reason())
                .bind("phases", remembered.memory().phases())
                .bind("lastSeenAt", Timestamp.from(remembered.memory().lastSeen()));
    }

    private String labels(Map<String, String> labels) {
        try {
            return json.writeValueAsString(new TreeMap<>(labels));
        } catch (JsonProcessingException e) {
            throw new BugException("labels that are no JSON: " + labels, e);
        }
    }

    private Alert alert(ResultSet row) throws SQLException {
        return new Alert(row.getObject("id", UUID.class), row.getString("rule_id"), row.getString("title"),
                row.getString("description"), state(row.getString("state")), severity(row),
                parse(row.getString("labels")), row.getObject("ci_id", UUID.class), row.getString("ci_name"),
                row.getString("ci_class"), number(row), row.getString("value_text"), instant(row, "started_at"),
                instantOrNull(row, "fired_at"), instantOrNull(row, "resolved_at"), instant(row, "last_evaluated_at"),
                row.getString("reason"), row.getString("incident_number"));
    }

    private static AlertChange change(ResultSet row) throws SQLException {
        String from = row.getString("from_state");
        return new AlertChange(row.getLong("id"), row.getObject("alert_id", UUID.class), instant(row, "at"),
                from == null ? null : state(from), state(row.getString("to_state")), severity(row), number(row),
                row.getString("reason"));
    }

    private Map<String, String> parse(String labels) {
        try {
            return json.readValue(labels, LABELS);
        } catch (JsonProcessingException e) {
            throw new Corrupt("an alert's labels cannot be read: " + labels, e);
        }
    }

    private static AlertState state(String text) {
        return AlertState.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static Severity severity(ResultSet row) throws SQLException {
        String text = row.getString("severity");
        return Severity.parse(text).orElseThrow(() -> new BugException("severity " + text));
    }

    private static @Nullable Double number(ResultSet row) throws SQLException {
        double value = row.getDouble("value");
        return row.wasNull() ? null : value;
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
