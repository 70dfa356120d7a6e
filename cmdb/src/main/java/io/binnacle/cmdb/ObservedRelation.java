package io.binnacle.cmdb;

import java.util.Map;

import io.binnacle.cmdb.ObservedItem.ItemRef;

/** What a source saw of one connection. Both ends are items of the same observations, or already known by key. */
public record ObservedRelation(ItemRef from, String type, ItemRef to, Map<String, Object> attributes) {

    public ObservedRelation {
        attributes = Map.copyOf(attributes);
    }
}
