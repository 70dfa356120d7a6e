package io.binnacle.cmdb.impact.jdbc;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.binnacle.cmdb.impact.EstateBuilder;
import io.binnacle.cmdb.impact.ItemFacet;
import io.binnacle.cmdb.impact.Redundancy;
import io.binnacle.kernel.health.Health;
import org.jspecify.annotations.Nullable;

/**
 * Reads all items and relations into a builder. What rows have in common stands at their end, so that its bytes, unread, tell
 * whether it was seen before. For one thread, for one use.
 */
final class EstateRows {

    /** What the log writes of an item too: see {@code binnacle.estate_item} in the migration. */
    private static final String ITEMS = """
        SELECT id, name, ci_class, lifecycle, health, attributes ->> 'criticality',
               binnacle.estate_redundancy(attributes)
        FROM binnacle.configuration_item""";
    private static final String RELATIONS = """
        SELECT from_id, to_id, type, binnacle.estate_redundancy(attributes), attributes ->> 'redundancy_group'
        FROM binnacle.relation""";

    /** As it is known now: versions that were found to be wrong do not count. */
    private static final String HELD = """
        v WHERE v.recorded_to = 'infinity' AND v.valid_from <= '%1$s' AND v.valid_to > '%1$s'""";
    private static final String ITEMS_THEN = """
        SELECT v.ci_id, v.name, v.ci_class, v.lifecycle, 'unknown', v.attributes ->> 'criticality',
               binnacle.estate_redundancy(v.attributes)
        FROM binnacle.configuration_item_version""" + " " + HELD;
    private static final String RELATIONS_THEN = """
        SELECT v.from_id, v.to_id, v.type, binnacle.estate_redundancy(v.attributes),
               v.attributes ->> 'redundancy_group'
        FROM binnacle.relation_version""" + " " + HELD;

    private final EstateBuilder builder;
    private final Map<ByteBuffer, Integer> facets = new HashMap<>();
    private final Map<ByteBuffer, Integer> kinds = new HashMap<>();

    private EstateRows(EstateBuilder builder) {
        this.builder = builder;
    }

    static void readInto(EstateBuilder builder, Connection connection) {
        EstateRows rows = new EstateRows(builder);
        CopyRows.read(connection, ITEMS, 7, rows::item);
        CopyRows.read(connection, RELATIONS, 5, rows::relation);
    }

    static void readAsOf(EstateBuilder builder, Connection connection, Instant at) {
        EstateRows rows = new EstateRows(builder);
        CopyRows.read(connection, ITEMS_THEN.formatted(at), 7, rows::item);
        CopyRows.read(connection, RELATIONS_THEN.formatted(at), 5, rows::relation);
    }

    private void item(ByteBuffer row) {
        CopyRows.expectUuid(row);
        long high = row.getLong();
        long low = row.getLong();
        int length = row.getInt();
        int name = row.position();
        row.position(name + length);
        Integer facet = facets.get(row);
        if (facet == null) {
            ByteBuffer key = row.slice();
            facet = builder.facet(facet(CopyRows.text(row), CopyRows.text(row), CopyRows.text(row),
                    CopyRows.text(row), CopyRows.text(row)));
            facets.put(key, facet);
        }
        builder.item(high, low, facet, row.array(), row.arrayOffset() + name, length);
    }

    private void relation(ByteBuffer row) {
        CopyRows.expectUuid(row);
        long fromHigh = row.getLong();
        long fromLow = row.getLong();
        CopyRows.expectUuid(row);
        long toHigh = row.getLong();
        long toLow = row.getLong();
        Integer kind = kinds.get(row);
        if (kind == null) {
            ByteBuffer key = row.slice();
            kind = builder.kind(Objects.requireNonNull(CopyRows.text(row)), redundancy(row));
            kinds.put(key, kind);
        }
        builder.relation(fromHigh, fromLow, kind, toHigh, toLow);
    }

    private static @Nullable Redundancy redundancy(ByteBuffer row) {
        return Redundancy.parse(CopyRows.text(row), CopyRows.text(row)).orElse(null);
    }

    static ItemFacet facet(@Nullable String ciClass, @Nullable String lifecycle, @Nullable String health,
            @Nullable String criticality, @Nullable String redundancy) {
        return new ItemFacet(Objects.requireNonNull(ciClass), Objects.requireNonNull(lifecycle),
                Health.valueOf(Objects.requireNonNull(health).toUpperCase(Locale.ROOT)), criticality,
                Redundancy.parse(redundancy, null).orElse(null));
    }
}
