package io.binnacle.storage.activity.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Corrupt;
import io.binnacle.storage.activity.Activity;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;
import io.binnacle.storage.list.jdbc.ListReader;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The activity stream in the table {@code activity}. */
public final class JdbcActivityStream implements ActivityStream {

    private static final ListSchema SCHEMA = ListSchema.of("activities")
            .number("id", "a.id")
            .time("at", "a.at")
            .oneOf("actorKind", "a.actor_kind", Actor.Kind.values())
            .searched("actor", "a.actor_name")
            .text("origin", "a.actor_origin")
            .searched("recordType", "a.record_type")
            .searched("recordId", "a.record_id")
            .searched("verb", "a.verb")
            .searched("message", "a.message")
            .sortedBy("-id").tiebreak("id");

    private static final TypeReference<Map<String, FieldChange>> CHANGES = new TypeReference<>() {
    };

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final JsonMapper json = JsonMapper.builder().build();
    private final ListReader<Activity> reader = new ListReader<>(SCHEMA, "a.*", "activity a", this::activity);

    public JdbcActivityStream(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public Activity append(Actor actor, RecordRef record, String verb, @Nullable String message,
            Map<String, FieldChange> changes) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        long id = jdbi.inTransaction(handle -> handle.createQuery("""
            INSERT INTO activity (at, actor_kind, actor_name, actor_origin, record_type, record_id, verb, message,
                changes)
            VALUES (:at, :kind, :name, :origin, :type, :id, :verb, :message, CAST(:changes AS jsonb))
            RETURNING id""")
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("kind", actor.kind().text())
                .bind("name", actor.name())
                .bind("origin", actor.origin())
                .bind("type", record.type())
                .bind("id", record.id())
                .bind("verb", verb)
                .bind("message", message)
                .bind("changes", write(changes))
                .mapTo(Long.class).one());
        return new Activity(id, at, actor, record, verb, message, changes);
    }

    @Override
    public Page<Activity> list(ListQuery query) {
        return jdbi.withHandle(handle -> reader.read(handle, query, clock.instant()));
    }

    @Override
    public List<Activity> of(RecordRef record, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            SELECT a.* FROM activity a
            WHERE a.record_type = :type AND a.record_id = :id
            ORDER BY a.id DESC LIMIT :limit""")
                .bind("type", record.type()).bind("id", record.id()).bind("limit", limit)
                .map(this::activity).list());
    }

    @Override
    public ListSchema schema() {
        return SCHEMA;
    }

    private Activity activity(ResultSet row, StatementContext context) throws SQLException {
        Actor actor = new Actor(Actor.Kind.valueOf(row.getString("actor_kind").toUpperCase(Locale.ROOT)),
                row.getString("actor_name"), row.getString("actor_origin"));
        return new Activity(row.getLong("id"), row.getObject("at", OffsetDateTime.class).toInstant(), actor,
                new RecordRef(row.getString("record_type"), row.getString("record_id")), row.getString("verb"),
                row.getString("message"), read(row.getLong("id"), row.getString("changes")));
    }

    private String write(Map<String, FieldChange> changes) {
        try {
            return json.writeValueAsString(changes);
        } catch (JsonProcessingException e) {
            throw new BugException("changes " + changes + " are not JSON", e);
        }
    }

    private Map<String, FieldChange> read(long id, String changes) {
        try {
            return json.readValue(changes, CHANGES);
        } catch (JsonProcessingException e) {
            throw new Corrupt("the changes of activity " + id + " cannot be read", e);
        }
    }
}
