package io.binnacle.cmdb;

/**
 * A name that the outside world gives an item and that survives a change of its natural key: a machine id, a serial
 * number. One value names at most one item of a class.
 *
 * @param kind what sort of name: {@code "machine_id"}, {@code "serial_number"}
 */
public record Identifier(String kind, String value) {}
