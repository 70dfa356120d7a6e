package io.binnacle.cmdb.attachment.jdbc;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.binnacle.cmdb.attachment.Attachment;
import io.binnacle.cmdb.attachment.Attachments;
import io.binnacle.cmdb.attachment.FileName;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.id.Ids;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.activity.RecordRef;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Files of items in PostgreSQL, beside the items: one backup has both. */
public final class JdbcAttachments implements Attachments {

    private static final String COLUMNS = """
        a.id, r.ci_id, a.name, a.media_type, a.size_bytes, a.sha256, a.added_by, a.added_at
        """;
    /** An attachment with the record that has its id, and so with the item that it belongs to now. */
    private static final String FROM = "binnacle.ci_attachment a JOIN binnacle.source_record r ON r.id = a.ci_id";
    private static final String ID = "id";

    private final Jdbi jdbi;
    private final ActivityStream activities;
    private final Bounds bounds;
    private final InstantSource clock;
    private final Ids ids;

    public JdbcAttachments(Jdbi jdbi, ActivityStream activities, Bounds bounds, InstantSource clock) {
        this.jdbi = jdbi;
        this.activities = activities;
        this.bounds = bounds;
        this.clock = clock;
        this.ids = new Ids(clock);
    }

    @Override
    public Attachment add(Actor actor, UUID ciId, String name, byte[] content) {
        FileName file = FileName.of(name);
        if (content.length == 0 || content.length > BYTES_MAX) {
            throw new InvalidInput("body", "1 to " + BYTES_MAX + " bytes", content.length);
        }
        String sha256 = sha256(content);
        return jdbi.inTransaction(handle -> {
            UUID item = item(handle, ciId);
            // Two at once must not both be the last one that there is room for.
            handle.execute("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", "ci_attachment " + item);
            checkRoom(handle, item, content.length);
            Attachment added = new Attachment(ids.next(), item, file.text(), file.mediaType(), content.length, sha256,
                    actor.name(), clock.instant());
            handle.createUpdate("""
                INSERT INTO binnacle.ci_attachment (id, ci_id, name, media_type, size_bytes, sha256, content, added_by,
                    added_at)
                VALUES (:id, :ci, :name, :type, :size, :sha256, :content, :by, :at)
                """)
                    .bind(ID, added.id()).bind("ci", item).bind("name", added.name()).bind("type", added.mediaType())
                    .bind("size", content.length).bind("sha256", sha256).bind("content", content)
                    .bind("by", added.addedBy()).bind("at", added.addedAt()).execute();
            activities.append(actor, new RecordRef("ci", item.toString()), "attached", null,
                    Map.of("attachment", new FieldChange(null, words(added))));
            return added;
        });
    }

    private void checkRoom(Handle handle, UUID item, int size) {
        handle.createQuery("SELECT count(*) AS files, coalesce(sum(a.size_bytes), 0) AS bytes FROM " + FROM
                + " WHERE r.ci_id = :item").bind("item", item)
                .map((row, context) -> {
                    if (row.getInt("files") >= bounds.filesMax()) {
                        throw new Conflict("the item has " + bounds.filesMax() + " attachments, as many as it may");
                    }
                    if (row.getLong("bytes") + size > bounds.bytesMax()) {
                        throw new Conflict("the attachments of an item may have " + (bounds.bytesMax() >> 20)
                                + " MiB in all; with this one they would have more");
                    }
                    return true;
                }).one();
    }

    private static String words(Attachment attachment) {
        return attachment.name() + " (" + attachment.sizeBytes() + " bytes, SHA-256 " + attachment.sha256() + ")";
    }

    private static UUID item(Handle handle, UUID id) {
        return handle.createQuery("SELECT ci_id FROM binnacle.source_record WHERE id = :id").bind(ID, id)
                .mapTo(UUID.class).findOne().orElseThrow(() -> new NotFound("configuration item", id.toString()));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new BugException("every JVM has SHA-256", e);
        }
    }

    private static Attachment read(ResultSet row) throws SQLException {
        return new Attachment(row.getObject(ID, UUID.class), row.getObject("ci_id", UUID.class), row.getString("name"),
                row.getString("media_type"), row.getLong("size_bytes"), row.getString("sha256"),
                row.getString("added_by"), row.getObject("added_at", OffsetDateTime.class).toInstant());
    }

    @Override
    public List<Attachment> of(UUID ciId) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT " + COLUMNS + " FROM " + FROM
                + " WHERE r.ci_id = :item ORDER BY lower(a.name), a.added_at DESC, a.id")
                .bind("item", item(handle, ciId)).map((row, context) -> read(row)).list());
    }

    @Override
    public Attachment get(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT " + COLUMNS + " FROM " + FROM + " WHERE a.id = :id")
                .bind(ID, id).map((row, context) -> read(row)).findOne().orElseThrow(() -> unknown(id)));
    }

    @Override
    public byte[] content(UUID id) {
        return jdbi.withHandle(handle -> handle
                .createQuery("SELECT content FROM binnacle.ci_attachment WHERE id = :id").bind(ID, id)
                .map((row, context) -> row.getBytes("content")).findOne().orElseThrow(() -> unknown(id)));
    }

    private static NotFound unknown(UUID id) {
        return new NotFound("attachment", id.toString());
    }

    @Override
    public void delete(Actor actor, UUID id) {
        jdbi.useTransaction(handle -> {
            Attachment gone = handle.createQuery("SELECT " + COLUMNS + " FROM " + FROM
                    + " WHERE a.id = :id FOR UPDATE OF a").bind(ID, id).map((row, context) -> read(row)).findOne()
                    .orElseThrow(() -> unknown(id));
            handle.createUpdate("DELETE FROM binnacle.ci_attachment WHERE id = :id").bind(ID, id).execute();
            activities.append(actor, new RecordRef("ci", gone.ciId().toString()), "detached", null,
                    Map.of("attachment", new FieldChange(words(gone), null)));
        });
    }
}
