package io.binnacle.cmdb.model;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A class of configuration items.
 *
 * @param name in data and queries: {@code file_system}
 * @param label for people, one of it: {@code "File system"}
 * @param plural for people, many of it: {@code "File systems"}
 * @param parent name of the class whose attributes it inherits
 * @param keyedBy how the natural key is made, in words
 * @param attributes own and inherited ones, inherited first
 */
public record CiClass(String name, String label, String plural, @Nullable String parent,
        @Nullable String description, String keyedBy, List<Attribute> attributes) {

    public Optional<Attribute> attribute(String attributeName) {
        return attributes.stream().filter(attribute -> attribute.name().equals(attributeName)).findFirst();
    }
}
