package io.binnacle.insight.rule.template;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What the function {@code args} makes: values by the names arg0, arg1 and so on. */
record Arguments(Map<String, @Nullable Object> values) {}
