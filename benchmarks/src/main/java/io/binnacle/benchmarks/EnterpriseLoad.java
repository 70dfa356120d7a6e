package io.binnacle.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Writes an {@link Enterprise} into the tables of the CMDB, past its triggers and with indexes made afterwards: loading is not
 * what is measured. Then a day of history goes into the log of the estate.
 */
final class EnterpriseLoad {

    private static final String ITEMS = "COPY binnacle.configuration_item (id, ci_class, key, name, lifecycle, attributes, "
            + "source, first_seen, last_seen, health) FROM STDIN";
    private static final String RELATIONS = "COPY binnacle.relation (id, from_id, type, to_id, attributes, source, "
            + "first_seen, last_seen) FROM STDIN";
    private static final String[] INDEXES = {"relation_pkey PRIMARY KEY (id)",
            "relation_from_id_type_to_id_key UNIQUE (from_id, type, to_id)"};

    private static final String[] SEARCH_INDEXES = {"configuration_item_order", "configuration_item_name_part",
            "configuration_item_key_part", "configuration_item_attributes_part", "configuration_item_attributes_exact"};
    private static final String[] RECORDS = {
            """
                INSERT INTO binnacle.source_record (id, source, scope, ci_class, key, name, attributes, identifiers, given_since,
                    sureness, ci_id, fingerprint, state, first_seen, last_seen, seen_count)
                SELECT id, source, 'load', ci_class, key, name, attributes, '[]', '{}', 1, id, 0, 'present', first_seen,
                    last_seen, 1 FROM binnacle.configuration_item""",
            """
                INSERT INTO binnacle.record_identity (record_id, rule, value, first_seen, last_seen)
                SELECT id, 'key', key, first_seen, last_seen FROM binnacle.configuration_item""",
            """
                INSERT INTO binnacle.configuration_item_version (ci_id, ci_class, key, name, lifecycle, attributes, identifiers,
                    source, first_seen, valid_from, recorded_from)
                SELECT id, ci_class, key, name, lifecycle, attributes, '[]', source, first_seen, first_seen, first_seen
                FROM binnacle.configuration_item""",
            "ANALYZE binnacle.source_record", "ANALYZE binnacle.record_identity",
            "ANALYZE binnacle.configuration_item_version"};

    private static final Duration HISTORY = Duration.ofHours(25);

    private final Enterprise enterprise;
    private final Connection connection;

    EnterpriseLoad(Enterprise enterprise, Connection connection) {
        this.enterprise = enterprise;
        this.connection = connection;
    }

    void load(long relations) throws SQLException, IOException {
        execute("ALTER TABLE binnacle.configuration_item DISABLE TRIGGER ALL");
        execute("ALTER TABLE binnacle.relation DISABLE TRIGGER ALL");
        for (String index : INDEXES) {
            execute("ALTER TABLE binnacle.relation DROP CONSTRAINT " + index.split(" ", 2)[0]);
        }
        execute("DROP INDEX binnacle.relation_to");
        String[] definitions = new String[SEARCH_INDEXES.length];
        for (int i = 0; i < definitions.length; i++) {
            definitions[i] = definition(SEARCH_INDEXES[i]);
            execute("DROP INDEX binnacle." + SEARCH_INDEXES[i]);
        }
        execute("SET maintenance_work_mem = '512MB'");
        copy(ITEMS, this::writeItems);
        for (String definition : definitions) {
            execute(definition);
        }
        copy(RELATIONS, out -> writeRelations(relations, out));
        for (String index : INDEXES) {
            execute("ALTER TABLE binnacle.relation ADD CONSTRAINT " + index);
        }
        execute("CREATE INDEX relation_to ON binnacle.relation (to_id)");
        execute("ALTER TABLE binnacle.configuration_item ENABLE TRIGGER ALL");
        execute("ALTER TABLE binnacle.relation ENABLE TRIGGER ALL");
        execute("ANALYZE binnacle.configuration_item");
        execute("ANALYZE binnacle.relation");
        // Each item is one record of one source, as if it had been observed once.
        for (String statement : RECORDS) {
            execute(statement);
        }
    }

    private String definition(String index) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_get_indexdef(CAST('binnacle." + index + "' AS regclass))")) {
            row.next();
            return row.getString(1);
        }
    }

    private void writeItems(OutputStream out) throws IOException {
        for (int item = 0; item < enterprise.size(); item++) {
            String name = enterprise.name(item);
            write(out, enterprise.id(item) + "\t" + enterprise.kind(item).ciClass + "\t" + name + "\t" + name
                    + "\tin_service\t" + enterprise.attributes(item) + "\tload\t2026-01-01\t2026-01-01\t"
                    + (item % 500 == 0 ? "major" : "ok") + "\n");
        }
    }

    private void writeRelations(long relations, OutputStream out) {
        Random random = new Random(1);
        long[] number = {0};
        enterprise.relations(relations, (from, type, to) -> {
            UUID id = new UUID(number[0]++, random.nextLong());
            try {
                write(out, id + "\t" + enterprise.id(from) + "\t" + type + "\t" + enterprise.id(to)
                        + "\t{}\tload\t2026-01-01\t2026-01-01\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Changes of the last 25 hours: health of items, and relations that went. They agree with what is there now. */
    void history(int changes, Instant now) throws SQLException, IOException {
        execute("UPDATE binnacle.estate_log SET begins = now() - interval '30 hours'");
        Random random = new Random(2);
        copy("COPY binnacle.estate_change (at, ci_id, relation_type, to_id, before, after) FROM STDIN", out -> {
            for (int i = 0; i < changes; i++) {
                Instant at = now.minus(HISTORY).plusMillis(HISTORY.toMillis() * i / changes);
                write(out, at + (random.nextBoolean() ? itemChange(random) : lostRelation(random)));
            }
        });
    }

    private String itemChange(Random random) {
        int item;
        do {
            item = random.nextInt(enterprise.size());
        } while (item % 500 == 0 || !enterprise.attributes(item).equals("{}"));
        String state = "{" + enterprise.name(item) + "," + enterprise.kind(item).ciClass + ",in_service,%s,NULL,NULL}";
        return "\t" + enterprise.id(item) + "\t\\N\t\\N\t" + state.formatted("warning") + "\t"
                + state.formatted("ok") + "\n";
    }

    private String lostRelation(Random random) {
        return "\t" + enterprise.id(program(random)) + "\tuses\t" + enterprise.id(program(random))
                + "\t{NULL,NULL}\t\\N\n";
    }

    private int program(Random random) {
        return enterprise.first(Enterprise.Kind.PROGRAM) + random.nextInt(enterprise.count(Enterprise.Kind.PROGRAM));
    }

    /** Writes what is copied. */
    private interface Writer {

        void write(OutputStream out) throws IOException;
    }

    private void copy(String command, Writer writer) throws SQLException, IOException {
        try (OutputStream out = new BufferedOutputStream(
                new PGCopyOutputStream(connection.unwrap(PGConnection.class), command, 1 << 16), 1 << 16)) {
            writer.write(out);
        }
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
