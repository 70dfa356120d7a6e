package io.binnacle.storage.activity;

import org.jspecify.annotations.Nullable;

/** A field's value before and after, as text that people read; null means none. Never carries a secret. */
public record FieldChange(@Nullable String before, @Nullable String after) {}
