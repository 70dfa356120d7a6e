package io.binnacle.cmdb.discovery.host;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.ObservedRelation;
import org.jspecify.annotations.Nullable;

/** Collects what the parts of one look find. For one thread. */
final class Findings {

    private final HostIdentity host;
    private final Map<ItemRef, ObservedItem> items = new LinkedHashMap<>();
    private final Map<String, ObservedRelation> relations = new LinkedHashMap<>();
    private final Set<String> complete = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    Findings(HostIdentity host) {
        this.host = host;
    }

    HostIdentity host() {
        return host;
    }

    /** The natural key of a part of this machine. */
    String key(String part) {
        return host.machineId() + ":" + part;
    }

    ItemRef server() {
        return new ItemRef("server", host.machineId());
    }

    ItemRef operatingSystem() {
        return new ItemRef("operating_system", key("os"));
    }

    ItemRef item(String ciClass, String key, String name, Values attributes, Identifier... identifiers) {
        ItemRef ref = new ItemRef(ciClass, key);
        items.putIfAbsent(ref, new ObservedItem(ciClass, key, name, attributes.map, List.of(identifiers)));
        return ref;
    }

    boolean has(ItemRef ref) {
        return items.containsKey(ref);
    }

    void relation(ItemRef from, String type, ItemRef to) {
        relation(from, type, to, Map.of());
    }

    void relation(ItemRef from, String type, ItemRef to, Map<String, Object> attributes) {
        relations.putIfAbsent(from + " " + type + " " + to, new ObservedRelation(from, type, to, attributes));
    }

    /** These classes were read in full. */
    void complete(String... classes) {
        complete.addAll(List.of(classes));
    }

    void problem(String text) {
        problems.add(text);
    }

    /** A relation to something that could not be read would only add a second problem for the same cause. */
    DiscoveryResult result(String source) {
        List<ObservedRelation> whole = relations.values().stream()
                .filter(relation -> has(relation.from()) && has(relation.to())).toList();
        return new DiscoveryResult(source, host.machineId(), complete, List.copyOf(items.values()), whole, problems);
    }

    /** Attributes of one item; what is null, empty or a firmware's way of saying nothing is left out. */
    static final class Values {

        private static final Set<String> NOTHING = Set.of("", "unknown", "none", "n/a", "not specified",
                "to be filled by o.e.m.", "default string", "system manufacturer", "system product name",
                "system serial number", "not available", "0x0000");

        private final Map<String, Object> map = new LinkedHashMap<>();

        Values put(String name, @Nullable Object value) {
            boolean nothing = value == null || value.equals(List.of());
            if (!nothing) {
                map.put(name, value);
            }
            return this;
        }

        Values text(String name, @Nullable String value) {
            if (value != null && !NOTHING.contains(value.strip().toLowerCase(java.util.Locale.ROOT))) {
                map.put(name, value.strip());
            }
            return this;
        }

        /** A number that is only known when it is above 0. */
        Values positive(String name, long value) {
            if (value > 0) {
                map.put(name, value);
            }
            return this;
        }

        @Nullable
        Object get(String name) {
            return map.get(name);
        }
    }
}
