package io.binnacle.cmdb.model;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a file or a person says of one class, before anything is inherited.
 *
 * @param label null only in an extension, which leaves it as it is; plural too
 * @param isExtension whether it adds to a class that comes with the program, instead of making one: attributes and
 *            relations are added, identification and precedence come before those that are there, retireAfter and
 *            attestEvery replace
 * @param attributes its own
 * @param relations that start or end at this class
 */
public record ClassDefinition(String name, @Nullable String label, @Nullable String plural, @Nullable String parent,
        @Nullable String description, @Nullable String keyedBy, boolean concrete, boolean isExtension,
        List<Attribute> attributes, List<IdentificationRule> identification, List<PrecedenceRule> precedence,
        @Nullable Duration retireAfter, @Nullable Duration attestEvery, List<RelationDefinition> relations) {

    public ClassDefinition {
        attributes = List.copyOf(attributes);
        identification = List.copyOf(identification);
        precedence = List.copyOf(precedence);
        relations = List.copyOf(relations);
    }
}
