package io.binnacle.cmdb;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import io.binnacle.storage.activity.FieldChange;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the append-only history of an item.
 *
 * @param changes before and after by field: {@code name}, {@code key}, {@code lifecycle}, an attribute's name, or for a
 *            relation its type with the other item's name as value; empty for a created item. Sensitive values are
 *            already redacted.
 * @param reason why somebody did it, in his own words; null where nobody said
 */
public record CiChange(long id, Instant at, UUID ciId, String ciClass, String ciName, ChangeKind kind, String source,
        Map<String, FieldChange> changes, @Nullable String reason) {}
