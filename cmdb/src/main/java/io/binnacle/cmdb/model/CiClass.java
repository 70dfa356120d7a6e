package io.binnacle.cmdb.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A class of configuration items, with all that it inherits.
 *
 * @param name in data and queries: {@code file_system}
 * @param label for people, one of it: {@code "File system"}
 * @param plural for people, many of it: {@code "File systems"}
 * @param parent name of the class whose attributes it inherits
 * @param keyedBy how the natural key is made, in words
 * @param attributes own and inherited ones, inherited first
 * @param area the part of the estate that it belongs to: {@code "network"}
 * @param concrete whether there may be items of this very class; one that is not only gives to its subclasses
 * @param identification the rules by which an observation finds its item, the surest first; the parent's when the class
 *            has none of its own
 * @param precedence which source's value counts; own rules first, then the parent's
 * @param retireAfter how long an item may be missing before it is retired
 * @param attestEvery how long it holds that somebody looked at an item and found it right; null when nobody has to look
 */
public record CiClass(String name, String label, String plural, @Nullable String parent,
        @Nullable String description, String keyedBy, List<Attribute> attributes, String area, boolean concrete,
        ClassOrigin origin, List<IdentificationRule> identification, List<PrecedenceRule> precedence,
        Duration retireAfter, @Nullable Duration attestEvery) {

    public Optional<Attribute> attribute(String attributeName) {
        return attributes.stream().filter(attribute -> attribute.name().equals(attributeName)).findFirst();
    }

    /** The rule that decides whose value of that attribute counts: the first that names it or names none. */
    public PrecedenceRule precedenceOf(String attributeName) {
        return precedence.stream()
                .filter(rule -> rule.attributes().isEmpty() || rule.attributes().contains(attributeName)).findFirst()
                .orElse(PrecedenceRule.NONE);
    }
}
