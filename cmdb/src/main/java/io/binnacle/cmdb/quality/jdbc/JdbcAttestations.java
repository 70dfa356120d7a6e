package io.binnacle.cmdb.quality.jdbc;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.quality.Attestation;
import io.binnacle.cmdb.quality.Attestations;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.id.Ids;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.RecordRef;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Attestations in PostgreSQL. */
public final class JdbcAttestations implements Attestations {

    private static final int NOTE_MAX = 500;
    private static final int HISTORY_MAX = 200;

    private final Jdbi jdbi;
    private final ActivityStream activities;
    private final InstantSource clock;
    private final Ids ids;

    public JdbcAttestations(Jdbi jdbi, ActivityStream activities, InstantSource clock) {
        this.jdbi = jdbi;
        this.activities = activities;
        this.clock = clock;
        this.ids = new Ids(clock);
    }

    @Override
    public List<Attestation> attest(Actor actor, Collection<UUID> wanted, @Nullable String note) {
        if (wanted.isEmpty() || wanted.size() > ITEMS_MAX) {
            throw new InvalidInput("ids", "1 to " + ITEMS_MAX + " items", wanted.size());
        }
        String words = note == null || note.isBlank() ? null : note.strip();
        if (words != null && (words.length() > NOTE_MAX || words.indexOf('\0') >= 0)) {
            throw new InvalidInput("note", "at most " + NOTE_MAX + " characters, without NUL", words.length());
        }
        Instant now = clock.instant();
        return jdbi.inTransaction(handle -> {
            List<Attestation> made = new ArrayList<>();
            for (UUID item : items(handle, wanted)) {
                made.add(new Attestation(ids.next(), item, words, actor.name(), now));
            }
            handle.createUpdate("""
                INSERT INTO binnacle.ci_attestation (id, ci_id, note, attested_by, attested_at)
                SELECT n.id, n.ci_id, :note, :by, :at FROM unnest(:ids, :items) AS n (id, ci_id)
                """)
                    .bindArray("ids", UUID.class, made.stream().map(Attestation::id).toList())
                    .bindArray("items", UUID.class, made.stream().map(Attestation::ciId).toList())
                    .bind("note", words).bind("by", actor.name()).bind("at", now).execute();
            made.forEach(each -> activities.append(actor, new RecordRef("ci", each.ciId().toString()), "attested",
                    words, Map.of()));
            return made;
        });
    }

    /** Those that the ids lead to, each once. */
    private static Set<UUID> items(Handle handle, Collection<UUID> wanted) {
        Map<UUID, UUID> found = new LinkedHashMap<>();
        handle.createQuery("SELECT id, ci_id FROM binnacle.source_record WHERE id = ANY(:ids)")
                .bindArray("ids", UUID.class, wanted)
                .map((row, context) -> found.put(row.getObject("id", UUID.class), row.getObject("ci_id", UUID.class)))
                .list();
        Set<UUID> unknown = new HashSet<>(wanted);
        unknown.removeAll(found.keySet());
        if (!unknown.isEmpty()) {
            throw new NotFound("configuration item", unknown.iterator().next().toString());
        }
        return new LinkedHashSet<>(found.values());
    }

    @Override
    public List<Attestation> of(UUID ciId) {
        return jdbi.withHandle(handle -> {
            UUID item = items(handle, List.of(ciId)).iterator().next();
            return handle.createQuery("""
                SELECT a.id, a.note, a.attested_by, a.attested_at
                FROM binnacle.ci_attestation a JOIN binnacle.source_record r ON r.id = a.ci_id
                WHERE r.ci_id = :item ORDER BY a.attested_at DESC, a.id DESC LIMIT :most
                """)
                    .bind("item", item).bind("most", HISTORY_MAX)
                    .map((row, context) -> new Attestation(row.getObject("id", UUID.class), item,
                            row.getString("note"), row.getString("attested_by"),
                            row.getObject("attested_at", OffsetDateTime.class).toInstant()))
                    .list();
        });
    }
}
