package io.binnacle.insight.rule.yaml;

import java.util.Comparator;

/**
 * One fault in a YAML file.
 *
 * @param file   as the user knows it
 * @param line   from 1
 * @param column from 1
 */
public record YamlFault(String file, int line, int column, String message) {

    /** By file and place. */
    public static final Comparator<YamlFault> ORDER = Comparator.comparing(YamlFault::file)
            .thenComparingInt(YamlFault::line).thenComparingInt(YamlFault::column);

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
