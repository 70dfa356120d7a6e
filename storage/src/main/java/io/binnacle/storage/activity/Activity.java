package io.binnacle.storage.activity;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to one record. Immutable, for ever.
 *
 * @param id grows with time
 * @param verb past tense: {@code "created"}, {@code "acknowledged"}, {@code "sign-in-failed"}
 * @param message what a person wrote or should read, when there is more to say than the verb
 * @param changes by field name; empty when no field changed
 */
public record Activity(long id, Instant at, Actor actor, RecordRef record, String verb, @Nullable String message,
        Map<String, FieldChange> changes) {

    public Activity {
        changes = Map.copyOf(changes);
    }
}
