package io.binnacle.cmdb.model;

import java.util.List;

/**
 * Values that stand where an identity should and identify nothing: what makers leave in, what images are cloned with.
 *
 * @param name by which identification rules refer to it
 * @param values whole values, whatever their case
 * @param patterns RE2 expressions that a whole value in small letters matches
 */
public record WorthlessValues(String name, List<String> values, List<String> patterns) {

    public WorthlessValues {
        values = List.copyOf(values);
        patterns = List.copyOf(patterns);
    }
}
