package io.binnacle.cmdb.servicemap;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A part of a service, as its author gives it.
 *
 * @param id of an item, or of another service
 * @param weight how much of the service's health it makes, against the other parts; null for 1
 * @param group of parts that stand in for each other; null for one that stands with those without a group
 */
public record PartContent(UUID id, @Nullable Double weight, @Nullable String group) {

    public static final double WEIGHT_STANDARD = 1;

    double weightOrStandard() {
        return weight == null ? WEIGHT_STANDARD : weight;
    }
}
