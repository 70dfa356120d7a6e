package io.binnacle.cmdb.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import io.binnacle.cmdb.ChangeKind;
import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.list.ListSchema;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The history of items. */
final class ChangeTable {

    static final String COLUMNS = "c.id, c.at, c.ci_id, c.ci_class, c.ci_name, c.kind, c.source, CAST(c.changes AS text) AS changes, c.reason";
    static final String FROM = "binnacle.ci_change c";

    /** An entry that has no id yet. */
    record Entry(UUID ciId, String ciClass, String ciName, ChangeKind kind, Map<String, FieldChange> changes) {}

    private ChangeTable() {
    }

    static ListSchema schema(CiModel model) {
        String[] classes = model.classes().stream().map(CiClass::name).toArray(String[]::new);
        return ListSchema.of("ci-changes")
                .number("id", "c.id")
                .time("at", "c.at")
                .id("ciId", "c.ci_id")
                .oneOf("class", "c.ci_class", classes)
                .searched("name", "c.ci_name")
                .oneOf("kind", "c.kind", ChangeKind.values())
                .text("source", "c.source")
                .text("reason", "c.reason")
                .sortedBy("-at").tiebreak("id");
    }

    static CiChange read(ResultSet row) throws SQLException {
        return new CiChange(row.getLong("id"), row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("ci_id", UUID.class), row.getString("ci_class"), row.getString("ci_name"),
                ChangeKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)), row.getString("source"),
                Json.readChanges(row.getString("changes")), row.getString("reason"));
    }

    /**
     * Appends the entries in their order and returns them with their ids.
     *
     * @param reason in the words of the person who did it; null where nobody said
     */
    static List<CiChange> append(Handle handle, List<Entry> entries, String source, @Nullable String reason,
            Instant now) {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<Long> ids = handle.createQuery("""
            INSERT INTO binnacle.ci_change (at, ci_id, ci_class, ci_name, kind, source, changes, reason)
            SELECT :now, e.ci_id, e.ci_class, e.ci_name, e.kind, :source, CAST(e.changes AS jsonb), :reason
            FROM unnest(:ids, :classes, :names, :kinds, :changes) WITH ORDINALITY
                AS e (ci_id, ci_class, ci_name, kind, changes, place)
            ORDER BY e.place
            RETURNING id
            """)
                .bind("now", now)
                .bind("source", source)
                .bind("reason", reason)
                .bindArray("ids", UUID.class, entries.stream().map(Entry::ciId).toList())
                .bindArray("classes", String.class, entries.stream().map(Entry::ciClass).toList())
                .bindArray("names", String.class, entries.stream().map(Entry::ciName).toList())
                .bindArray("kinds", String.class, entries.stream().map(each -> each.kind().text()).toList())
                .bindArray("changes", String.class, entries.stream().map(each -> Json.write(each.changes())).toList())
                .mapTo(Long.class)
                .list();
        List<CiChange> changes = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            changes.add(new CiChange(ids.get(i), now, entry.ciId(), entry.ciClass(), entry.ciName(), entry.kind(),
                    source, entry.changes(), reason));
        }
        return changes;
    }

    /** Deletes entries from before that; returns how many. */
    static int forget(Handle handle, Instant before, int max) {
        // To this transaction alone the table lets go of rows.
        handle.execute("SET LOCAL binnacle.forgetting = 'history'");
        return handle.createUpdate("""
            DELETE FROM binnacle.ci_change WHERE id IN (
                SELECT id FROM binnacle.ci_change WHERE at < :before ORDER BY at LIMIT :max)
            """).bind("before", before).bind("max", max).execute();
    }
}
