package io.binnacle.cmdb.jdbc;

import java.util.List;
import java.util.Optional;

import io.binnacle.cmdb.discovery.host.SignatureVersion;
import org.jdbi.v3.core.Handle;

/** The versions of the signatures that people keep. */
final class SignatureTable {

    private SignatureTable() {
    }

    /** Until the transaction ends nobody else adds a version; reading goes on. */
    static void lock(Handle handle) {
        handle.execute("LOCK TABLE binnacle.signature_version IN EXCLUSIVE MODE");
    }

    /** The newest version; 0 when there is none. */
    static int newest(Handle handle) {
        return handle.createQuery("SELECT coalesce(max(version), 0) FROM binnacle.signature_version")
                .mapTo(Integer.class).one();
    }

    static List<SignatureVersion> versions(Handle handle) {
        return handle.createQuery("""
            SELECT version, at, author, note, CAST(differences AS text) AS differences
            FROM binnacle.signature_version ORDER BY version DESC
            """)
                .map((row, context) -> new SignatureVersion(row.getInt("version"), ItemTable.instant(row, "at"),
                        row.getString("author"), row.getString("note"),
                        Json.readSignatureDifferences(row.getString("differences"))))
                .list();
    }

    static Optional<String> yaml(Handle handle, int version) {
        return handle.createQuery("SELECT own FROM binnacle.signature_version WHERE version = :version")
                .bind("version", version).mapTo(String.class).findOne();
    }

    static void append(Handle handle, SignatureVersion version, String own) {
        handle.createUpdate("""
            INSERT INTO binnacle.signature_version (version, at, author, note, own, differences)
            VALUES (:version, :at, :author, :note, :own, CAST(:differences AS jsonb))
            """).bind("version", version.version()).bind("at", version.at()).bind("author", version.author())
                .bind("note", version.note()).bind("own", own)
                .bind("differences", Json.write(version.differences())).execute();
    }
}
