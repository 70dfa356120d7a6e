package io.binnacle.cmdb.impact;

import java.util.UUID;

import io.binnacle.kernel.health.Health;

/**
 * An item as answers about impact name it, at the instant that was asked about.
 *
 * @param health of its own alerts
 */
public record ImpactItem(UUID id, String ciClass, String name, String lifecycle, Health health) {}
