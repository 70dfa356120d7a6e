package io.binnacle.cmdb.model;

import java.util.Map;
import java.util.UUID;

/** What a migration must know of an item. */
public record ItemValues(UUID id, String name, Map<String, Object> attributes) {}
