package io.binnacle.cmdb.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A value that should name one thing and is borne by several that cannot be one: it names none of them.
 *
 * @param rule name of the identification rule
 * @param items its bearers
 * @param reason why they cannot be one
 */
public record IdentityConflict(String rule, String value, List<Bearer> items, String reason, Instant firstSeen) {

    /** One of them. */
    public record Bearer(UUID id, String ciClass, String name) {}
}
