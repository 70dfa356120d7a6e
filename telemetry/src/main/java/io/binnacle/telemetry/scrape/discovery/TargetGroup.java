package io.binnacle.telemetry.scrape.discovery;

import java.util.List;
import java.util.Map;

/**
 * Targets that belong together.
 *
 * @param source where they come from, such as a file
 * @param targets the labels of each; one of them is {@value #ADDRESS}
 * @param labels that all of them have, unless they say otherwise themselves
 */
public record TargetGroup(String source, List<Map<String, String>> targets, Map<String, String> labels) {

    public static final String ADDRESS = "__address__";

    public TargetGroup {
        targets = targets.stream().map(Map::copyOf).toList();
        labels = Map.copyOf(labels);
    }

    static TargetGroup ofAddresses(String source, List<String> addresses, Map<String, String> labels) {
        return new TargetGroup(source, addresses.stream().map(address -> Map.of(ADDRESS, address)).toList(), labels);
    }
}
