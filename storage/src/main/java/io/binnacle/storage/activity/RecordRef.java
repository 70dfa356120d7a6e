package io.binnacle.storage.activity;

/**
 * Names any record.
 *
 * @param type the noun: {@code "incident"}, {@code "user"}, {@code "channel"}
 * @param id how that type is identified: a UUID, a number
 */
public record RecordRef(String type, String id) {}
