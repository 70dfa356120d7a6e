package io.binnacle.server.config;

import org.jspecify.annotations.Nullable;

/**
 * A setting as it counts, for people to read.
 *
 * @param value as text; null when it is not set; a secret is only said to be set
 * @param source where it was written; {@code default} when nowhere
 */
public record EffectiveValue(String key, @Nullable String value, String source, String about) {}
