package io.binnacle.insight.rule.prometheus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A file that was read.
 *
 * @param path as the user knows it
 */
public record RuleFile(String path, List<RuleGroup> groups) {

    public RuleFile {
        groups = List.copyOf(groups);
    }

    public int rules() {
        return groups.stream().mapToInt(group -> group.rules().size()).sum();
    }

    /** What a rule is told apart by. */
    private record Identity(Class<?> kind, String name, Object labels) {}

    /**
     * Rules with the name and the labels of an earlier one. They load; but of two that record the same series, one overwrites
     * the other.
     */
    public List<PrometheusRule> duplicates() {
        Set<Identity> seen = new HashSet<>();
        List<PrometheusRule> duplicates = new ArrayList<>();
        for (RuleGroup group : groups) {
            for (PrometheusRule rule : group.rules()) {
                if (!seen.add(new Identity(rule.getClass(), rule.name(), rule.labels()))) {
                    duplicates.add(rule);
                }
            }
        }
        return duplicates;
    }
}
