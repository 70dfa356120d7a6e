package io.binnacle.insight.dashboard;

/** Where the choices of a variable come from. */
public enum VariableKind {
    /** From the store: {@code label_values(metric, label)}, {@code label_names()}, {@code metrics(pattern)}, {@code query_result(expression)}. */
    QUERY,
    /** The listed words. */
    CUSTOM,
    /** The listed durations. */
    INTERVAL,
    /** Whatever is typed. */
    TEXT
}
