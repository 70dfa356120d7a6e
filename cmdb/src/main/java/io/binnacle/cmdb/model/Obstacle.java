package io.binnacle.cmdb.model;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Why a change of the model cannot be made: an item, or several, that it leaves no place for.
 *
 * @param ciId the item; null when it is about the class or a relation as a whole
 * @param field the attribute or relation; null when it is about the item as such
 * @param got what is there; "" where it may be a secret
 */
public record Obstacle(String ciClass, @Nullable UUID ciId, @Nullable String ciName, @Nullable String field,
        String expected, String got) {}
