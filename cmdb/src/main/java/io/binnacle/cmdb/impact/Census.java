package io.binnacle.cmdb.impact;

import java.util.Map;

/** How many there are: items by class, relations by type. */
public record Census(Map<String, Long> items, Map<String, Long> relations) {}
