package io.binnacle.cmdb.jdbc;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import io.binnacle.cmdb.WatchedService;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The query behind the watch list. A systemd unit is watched when it is enabled, is meant to keep running (not a one-shot
 * job), and was seen active or failed, now or earlier; and only when no watched application belongs to it, for one
 * stopped program is worth one alert.
 */
final class WatchList {

    private WatchList() {
    }

    /** @param applications the classes whose items are running programs */
    static List<WatchedService> read(Handle handle, List<String> applications) {
        return handle
                .createQuery(
                        """
                            WITH application AS (
                                SELECT i.* FROM binnacle.configuration_item i
                                WHERE i.merged_into IS NULL AND i.ci_class = ANY(:applications) AND i.lifecycle IN ('in_service', 'missing')
                                  AND i.attributes ->> 'service' = 'true'
                                  AND (jsonb_exists(i.attributes, 'tcp_ports') OR jsonb_exists(i.attributes, 'udp_ports')))
                            SELECT id, ci_class, key, name, CAST(attributes AS text) AS attributes FROM application
                            UNION ALL
                            SELECT i.id, i.ci_class, i.key, i.name, CAST(i.attributes AS text) FROM binnacle.configuration_item i
                            WHERE i.merged_into IS NULL AND i.ci_class = 'system_service' AND i.lifecycle IN ('in_service', 'missing')
                              AND i.attributes ->> 'enabled' IN ('enabled', 'enabled-runtime')
                              AND i.attributes ->> 'type' IN ('simple', 'exec', 'forking', 'notify', 'notify-reload', 'dbus', 'idle')
                              AND (i.attributes ->> 'state' IN ('active', 'failed')
                                   OR EXISTS (SELECT 1 FROM binnacle.ci_change c
                                              WHERE c.ci_id = i.id AND c.changes -> 'state' ->> 'before' = 'active'))
                              AND NOT EXISTS (SELECT 1 FROM application a
                                              JOIN binnacle.source_record ar ON ar.ci_id = a.id
                                              JOIN binnacle.source_record ir ON ir.source = ar.source AND ir.scope = ar.scope
                                              WHERE ir.ci_id = i.id AND a.attributes ->> 'unit' = i.attributes ->> 'unit')
                            ORDER BY ci_class, name, id
                            """)
                .bindArray("applications", String.class, applications)
                .map((row, context) -> {
                    Map<String, Object> attributes = Json.readValues(row.getString("attributes"));
                    boolean application = applications.contains(row.getString("ci_class"));
                    return new WatchedService(row.getObject("id", UUID.class), row.getString("ci_class"),
                            row.getString("key"), row.getString("name"), ports(attributes.get("tcp_ports")),
                            ports(attributes.get("udp_ports")), text(attributes.get("unit")),
                            application ? text(attributes.get("executable")) : null);
                })
                .list();
    }

    private static Set<Integer> ports(@Nullable Object list) {
        Set<Integer> ports = new TreeSet<>();
        if (list instanceof List<?> texts) {
            texts.forEach(each -> ports.add(Integer.valueOf(each.toString())));
        }
        return ports;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
