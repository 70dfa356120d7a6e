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
 * @param constraint what its values must be like beyond their type; null when anything goes
 * @param reference the class whose items a value of type {@link AttributeType#REFERENCE} names, subclasses included;
 *            null for other types
 * @param was the name that it had before; a source may go on using it
 * @param declaredBy the class that has it first; others inherit it
 */
public record Attribute(String name, String label, AttributeType type, @Nullable String unit,
        @Nullable String description, boolean sensitive, boolean tracked, @Nullable Constraint constraint,
        @Nullable String reference, @Nullable String was, String declaredBy) {}
