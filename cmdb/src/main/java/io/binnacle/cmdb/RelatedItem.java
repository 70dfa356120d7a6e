package io.binnacle.cmdb;

/**
 * A neighbour of an item.
 *
 * @param outgoing true when the relation leads from the item asked about to {@code item}
 */
public record RelatedItem(Relation relation, boolean outgoing, ConfigurationItem item) {}
