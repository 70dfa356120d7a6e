package io.binnacle.cmdb;

import java.util.List;
import java.util.Map;

/**
 * What a source saw of one item.
 *
 * @param key natural key in the class, stable from run to run: made of what the item is, never of a process id or of
 *            an order
 * @param attributes by name; a value may be a String, Number, Boolean, Instant or List; it is coerced to the type that
 *            the class declares. An attribute that is left out is removed from the item when this source had set it.
 * @param identifiers strongest first
 */
public record ObservedItem(String ciClass, String key, String name, Map<String, Object> attributes,
        List<Identifier> identifiers) {

    public ObservedItem {
        attributes = Map.copyOf(attributes);
        identifiers = List.copyOf(identifiers);
    }

    public ItemRef ref() {
        return new ItemRef(ciClass, key);
    }

    /** Names an item by class and natural key. */
    public record ItemRef(String ciClass, String key) {}
}
