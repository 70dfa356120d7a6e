package io.binnacle.storage.activity;

import java.util.List;
import java.util.Map;

import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;

import org.jspecify.annotations.Nullable;

/**
 * The append-only stream of activities. Nothing can change or remove an entry, not even SQL by hand: the database
 * refuses it. Safe for use by several threads.
 */
public interface ActivityStream {

    /**
     * Notes what happened now. Joins the transaction of the calling thread, so that the note exists exactly when the
     * change does; without one it commits by itself.
     */
    Activity append(Actor actor, RecordRef record, String verb, @Nullable String message,
            Map<String, FieldChange> changes);

    /** Every record's activities, newest first unless the query sorts otherwise. */
    Page<Activity> list(ListQuery query);

    /** The newest activities of one record, newest first; empty for a record that nobody touched. */
    List<Activity> of(RecordRef record, int limit);

    /** What {@link #list} filters and sorts by. */
    ListSchema schema();
}
