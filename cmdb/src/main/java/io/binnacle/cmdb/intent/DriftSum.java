package io.binnacle.cmdb.intent;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * How much drifts of one class at one site.
 *
 * @param site null where nobody knows where it is
 * @param items that drift openly
 */
public record DriftSum(String ciClass, @Nullable UUID siteId, @Nullable String site, long items, long open,
        long accepted, long ignored) {}
