package io.binnacle.cmdb.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.reconcile.IdentityAct;
import io.binnacle.cmdb.reconcile.IdentityConflict;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.activity.Actor;
import org.jdbi.v3.core.Handle;

/** What people said of identities, and what contradicts itself. */
final class DecisionTable {

    private static final String BEARERS = """
        (SELECT CAST(json_agg(json_build_array(i.id, i.ci_class, i.name) ORDER BY i.name, i.id) AS text)
         FROM binnacle.configuration_item i WHERE i.id IN
           (SELECT r.ci_id FROM binnacle.source_record r WHERE r.id = ANY(%s))) AS items
        """;

    private DecisionTable() {
    }

    /** Returns the act. */
    static UUID decide(Surroundings surroundings, Map<UUID, Set<UUID>> pairs, boolean same, String reason,
            Actor actor) {
        UUID act = surroundings.ids().next();
        List<UUID> ids = new ArrayList<>();
        List<UUID> ones = new ArrayList<>();
        List<UUID> others = new ArrayList<>();
        pairs.forEach((one, all) -> all.forEach(other -> {
            ids.add(surroundings.ids().next());
            ones.add(one);
            others.add(other);
        }));
        surroundings.handle().createUpdate("""
            INSERT INTO binnacle.identity_decision (id, one, other, same, act, reason, decided_by, decided_at)
            SELECT n.id, n.one, n.other, :same, :act, :reason, :by, :now
            FROM unnest(:ids, :ones, :others) AS n (id, one, other)
            """)
                .bind("same", same).bind("act", act).bind("reason", reason).bind("by", actor.name())
                .bind("now", surroundings.now())
                .bindArray("ids", UUID.class, ids).bindArray("ones", UUID.class, ones)
                .bindArray("others", UUID.class, others)
                .execute();
        return act;
    }

    /** Whether a decision that counts says that records of the two items differ. */
    static boolean differ(Handle handle, UUID one, UUID other) {
        return handle.createQuery("""
            SELECT EXISTS (SELECT FROM binnacle.identity_decision d
                JOIN binnacle.source_record a ON a.id = d.one JOIN binnacle.source_record b ON b.id = d.other
                WHERE d.undone_at IS NULL AND NOT d.same
                  AND ((a.ci_id = :one AND b.ci_id = :other) OR (a.ci_id = :other AND b.ci_id = :one)))
            """).bind("one", one).bind("other", other).mapTo(Boolean.class).one();
    }

    /** Returns the records that it was about. */
    static Collection<UUID> undo(Surroundings surroundings, UUID act, Actor actor) {
        Set<UUID> records = new LinkedHashSet<>();
        surroundings.handle().createQuery("""
            UPDATE binnacle.identity_decision SET undone_by = :by, undone_at = :now
            WHERE act = :act AND undone_at IS NULL AND reason <> '' RETURNING one, other
            """).bind("by", actor.name()).bind("now", surroundings.now()).bind("act", act)
                .map((row, context) -> List.of(row.getObject("one", UUID.class), row.getObject("other", UUID.class)))
                .list().forEach(records::addAll);
        if (records.isEmpty()) {
            boolean known = surroundings.handle()
                    .createQuery(
                            "SELECT EXISTS (SELECT FROM binnacle.identity_decision WHERE act = :act AND reason <> '')")
                    .bind("act", act).mapTo(Boolean.class).one();
            if (known) {
                throw new Conflict("it was taken back already");
            }
            throw new NotFound("merge or split", act.toString());
        }
        return records;
    }

    static List<IdentityAct> acts(Handle handle, int limit) {
        return handle.createQuery("""
            SELECT d.act, d.same, d.reason, d.decided_by, d.decided_at, d.undone_by, d.undone_at,
            """ + BEARERS.formatted("d.records") + """
            FROM (SELECT act, same, reason, decided_by, decided_at, undone_by, undone_at,
                         array_agg(one) || array_agg(other) AS records
                  FROM binnacle.identity_decision WHERE reason <> ''
                  GROUP BY act, same, reason, decided_by, decided_at, undone_by, undone_at
                  ORDER BY decided_at DESC, act DESC LIMIT :limit) d
            ORDER BY d.decided_at DESC, d.act DESC
            """).bind("limit", limit)
                .map((row, context) -> new IdentityAct(row.getObject("act", UUID.class),
                        row.getBoolean("same") ? IdentityAct.Kind.MERGE : IdentityAct.Kind.SPLIT, bearers(row),
                        row.getString("reason"), row.getString("decided_by"), ItemTable.instant(row, "decided_at"),
                        row.getString("undone_by"), ItemTable.instantOrNull(row, "undone_at")))
                .list();
    }

    static List<IdentityConflict> conflicts(Handle handle, int limit) {
        return handle.createQuery("SELECT c.rule, c.value, c.reason, c.first_seen, "
                + BEARERS.formatted("c.records") + """
                     FROM binnacle.identity_contradiction c ORDER BY c.first_seen DESC, c.rule, c.value LIMIT :limit
                    """).bind("limit", limit)
                .map((row, context) -> new IdentityConflict(row.getString("rule"),
                        row.getString("value").replace(
                                io.binnacle.cmdb.model.IdentificationRule.SEPARATOR, ' '),
                        bearers(row), row.getString("reason"), ItemTable.instant(row, "first_seen")))
                .list();
    }

    private static List<IdentityConflict.Bearer> bearers(ResultSet row) throws SQLException {
        String json = row.getString("items");
        return json == null
                ? List.of()
                : Json.readTexts(json).stream().map(each -> new IdentityConflict.Bearer(UUID.fromString(each.get(0)),
                        each.get(1), each.get(2))).toList();
    }
}
