package io.binnacle.storage.list;

import java.util.List;

/**
 * What a caller may filter and sort a list by; completion in the console is made from it.
 *
 * @param relations names that take a filter of their own in parentheses
 */
public record ListDescription(String list, List<Field> fields, List<String> relations, String defaultSort) {

    public record Field(String name, ListField.Type type, List<String> values, boolean sortable, boolean searched) {}
}
