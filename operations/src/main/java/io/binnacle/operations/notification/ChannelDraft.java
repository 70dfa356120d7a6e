package io.binnacle.operations.notification;

import java.util.List;

import io.binnacle.kernel.health.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about a channel. When a channel is made, {@code name}, {@code kind} and {@code url} are needed, the rest
 * has defaults; when one is changed, null means: as it is, and the kind cannot change.
 */
public record ChannelDraft(@Nullable String name, @Nullable String kind, @Nullable String url,
        @Nullable Boolean enabled, @Nullable Severity minSeverity, @Nullable List<String> events) {}
