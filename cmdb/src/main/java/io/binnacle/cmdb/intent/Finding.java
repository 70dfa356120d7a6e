package io.binnacle.cmdb.intent;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** A drift as a comparison finds it; see {@link Drift}. */
public record Finding(UUID item, Drift.Kind kind, String field, @Nullable String intended, @Nullable String observed,
        List<String> intendedBy, List<String> observedBy) {}
