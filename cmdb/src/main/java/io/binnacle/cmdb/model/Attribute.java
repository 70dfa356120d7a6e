package io.binnacle.cmdb.model;

import org.jspecify.annotations.Nullable;

/**
 * A property that items of a class may have.
 *
 * @param name in data and queries: {@code size}
 * @param label for people: {@code "Size"}
 * @param sensitive may hold secrets by its nature (a command line); redacted before it is stored
 * @param tracked whether a change of it is worth an entry in the history; one that moves by itself (a process id, used
 *            bytes) is not tracked
 */
public record Attribute(String name, String label, AttributeType type, @Nullable String unit,
        @Nullable String description, boolean sensitive, boolean tracked) {}
