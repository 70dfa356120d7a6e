package io.binnacle.cmdb.impact;

import java.util.Locale;

import io.binnacle.kernel.health.Health;
import org.jspecify.annotations.Nullable;

/**
 * What impact has to know of an item beside its id and its name. There are few different ones, so the graph keeps each once.
 *
 * @param lifecycle as the CMDB writes it: {@code in_service}; {@link #GONE} when there is no such item
 * @param health of its own alerts, not of what it depends on
 * @param criticality what its owner says of it: {@code critical}, {@code high}, {@code medium}, {@code low}
 * @param redundancy of those of its dependencies that carry none of their own
 */
public record ItemFacet(String ciClass, String lifecycle, Health health, @Nullable String criticality,
        @Nullable Redundancy redundancy) {

    /** Lifecycle of what does not exist. */
    static final String GONE = "gone";
    static final ItemFacet ABSENT = new ItemFacet("", GONE, Health.OK, null, null);

    private static final String RETIRED = "retired";

    boolean exists() {
        return !lifecycle.equals(GONE);
    }

    /** Whether it can fail at all: what is retired neither breaks nor is missed. */
    boolean inUse() {
        return !lifecycle.equals(GONE) && !lifecycle.equals(RETIRED);
    }

    /** Nobody knows how an item is that is not found any more. */
    Health ownHealth() {
        return lifecycle.equals("missing") ? health.worst(Health.UNKNOWN) : health;
    }

    boolean isDown() {
        return health == Health.CRITICAL;
    }

    /** How much the loss of it weighs in a blast radius; a service of which nobody said anything weighs 1. */
    int weight() {
        return criticality == null ? 1 : switch (criticality.toLowerCase(Locale.ROOT)) {
            case "critical" -> 10;
            case "high" -> 5;
            case "medium" -> 2;
            default -> 1;
        };
    }
}
