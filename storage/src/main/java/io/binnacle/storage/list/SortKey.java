package io.binnacle.storage.list;

/** One field of an order. Rows without a value come last in both directions. */
public record SortKey(ListField field, boolean descending) {}
