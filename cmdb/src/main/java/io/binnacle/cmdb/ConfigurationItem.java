package io.binnacle.cmdb;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.binnacle.kernel.health.Health;
import org.jspecify.annotations.Nullable;

/**
 * Something that exists and that operations cares about: a server, a file system, a running program.
 *
 * @param ciClass name of its class, {@code "file_system"}; the class says which attributes it may have
 * @param key natural key, unique in its class: {@code "<machine id>:/data"}
 * @param attributes by name, in the order of the class; values are String, Long, Double, Boolean or List of String
 * @param source the discovery source that found it first
 * @param health the worst of its open alerts; {@link Health#OK} when there is none
 * @param healthReason why the health is not ok, in one sentence
 */
public record ConfigurationItem(UUID id, String ciClass, String name, String key, Lifecycle lifecycle,
        Map<String, Object> attributes, List<Identifier> identifiers, String source, Instant firstSeen,
        Instant lastSeen, Health health, @Nullable String healthReason) {}
