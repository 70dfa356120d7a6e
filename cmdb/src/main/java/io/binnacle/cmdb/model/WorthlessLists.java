package io.binnacle.cmdb.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.google.re2j.Pattern;

/** The lists of values that identify nothing, ready to be asked. Immutable. */
final class WorthlessLists {

    private record Lookup(Set<String> values, List<Pattern> patterns) {}

    private final Map<String, Lookup> lists = new HashMap<>();

    WorthlessLists(List<WorthlessValues> all) {
        for (WorthlessValues each : all) {
            Set<String> values = new HashSet<>();
            each.values().forEach(value -> values.add(value.strip().toLowerCase(Locale.ROOT)));
            lists.put(each.name(), new Lookup(values, each.patterns().stream().map(Pattern::compile).toList()));
        }
    }

    Set<String> names() {
        return lists.keySet();
    }

    boolean holds(String value, List<String> names) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        for (String name : names) {
            Lookup list = lists.get(name);
            if (list != null && (list.values().contains(text)
                    || list.patterns().stream().anyMatch(each -> each.matches(text)))) {
                return true;
            }
        }
        return false;
    }
}
