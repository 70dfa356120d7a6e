package io.binnacle.cmdb.model;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a file or a person says of a relation. What is null is as the type was first described; a type that nobody
 * described yet needs label and inverse. Beside classes one without ends describes the type and allows nothing.
 *
 * @param from classes where it starts; empty for the class that the definition stands in
 * @param to classes where it ends; empty for the class that the definition stands in
 */
public record RelationDefinition(String type, @Nullable String label, @Nullable String inverse, List<String> from,
        List<String> to, @Nullable Cardinality cardinality, @Nullable Propagation propagation,
        @Nullable Boolean lasting, @Nullable Duration linger) {

    public RelationDefinition {
        from = List.copyOf(from);
        to = List.copyOf(to);
    }

    /** With the class put where the ends are empty. */
    RelationDefinition at(String ciClass) {
        return new RelationDefinition(type, label, inverse, from.isEmpty() ? List.of(ciClass) : from,
                to.isEmpty() ? List.of(ciClass) : to, cardinality, propagation, lasting, linger);
    }
}
