package io.binnacle.storage.activity.jdbc;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.BugException;
import io.binnacle.storage.activity.Activity;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;

import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The activity stream in the table {@code activity}. */
@SuppressWarnings("DoNotCallSuggester")
public final class JdbcActivityStream implements ActivityStream {

    public JdbcActivityStream(Jdbi jdbi, InstantSource clock) {
        throw new BugException("not built yet: " + jdbi + clock);
    }

    @Override
    public Activity append(Actor actor, RecordRef record, String verb, @Nullable String message,
            Map<String, FieldChange> changes) {
        throw new BugException("not built yet");
    }

    @Override
    public Page<Activity> list(ListQuery query) {
        throw new BugException("not built yet");
    }

    @Override
    public List<Activity> of(RecordRef record, int limit) {
        throw new BugException("not built yet");
    }

    @Override
    public ListSchema schema() {
        throw new BugException("not built yet");
    }
}
