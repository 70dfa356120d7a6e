package io.binnacle.cmdb.intent.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.binnacle.cmdb.intent.Drift;
import io.binnacle.cmdb.intent.DriftDecision;
import io.binnacle.cmdb.intent.DriftListener;
import io.binnacle.cmdb.intent.DriftRun;
import io.binnacle.cmdb.intent.DriftSum;
import io.binnacle.cmdb.intent.Drifts;
import io.binnacle.cmdb.intent.Finding;
import io.binnacle.cmdb.intent.IntentRecords;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.id.Ids;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;
import io.binnacle.storage.list.jdbc.ListReader;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drift in PostgreSQL. */
public final class JdbcDrifts implements Drifts {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcDrifts.class);
    private static final int REASON_MAX = 500;
    private static final ListSchema SCHEMA = DriftTable.schema();

    private final Jdbi jdbi;
    private final IntentRecords records;
    private final Supplier<CiModel> models;
    private final ActivityStream activities;
    private final InstantSource clock;
    private final Ids ids;
    private final ListReader<Drift> reader = new ListReader<>(SCHEMA, DriftTable.COLUMNS, DriftTable.FROM,
            (row, context) -> DriftTable.read(row));
    private final List<DriftListener> listeners = new CopyOnWriteArrayList<>();

    private record Written(DriftRun run, List<Drift> fresh) {}

    public JdbcDrifts(Jdbi jdbi, IntentRecords records, Supplier<CiModel> models, ActivityStream activities,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.records = records;
        this.models = models;
        this.activities = activities;
        this.clock = clock;
        this.ids = new Ids(clock);
    }

    @Override
    public Page<Drift> list(ListQuery query) {
        Instant now = clock.instant();
        return jdbi.withHandle(handle -> reader.read(handle, query, now, "TRUE", Map.of("now", now)));
    }

    @Override
    public ListSchema schema() {
        return SCHEMA;
    }

    @Override
    public List<Drift> of(UUID item) {
        return jdbi.withHandle(handle -> DriftTable.of(handle, item, clock.instant()));
    }

    @Override
    public List<DriftSum> sums() {
        return jdbi.withHandle(handle -> DriftTable.sums(handle, clock.instant()));
    }

    /** How many are open, by {@link Drift.Kind#text()}. */
    public Map<String, Long> openByKind() {
        return jdbi.withHandle(handle -> DriftTable.openByKind(handle, clock.instant()));
    }

    @Override
    public Drift accept(Actor actor, UUID drift, String reason) {
        return decide(actor, drift, null, reason, "accepted");
    }

    @Override
    public Drift ignore(Actor actor, UUID drift, Instant until, String reason) {
        if (!until.isAfter(clock.instant())) {
            throw new InvalidInput("until", "a time to come", until.toString());
        }
        return decide(actor, drift, until, reason, "ignored");
    }

    private Drift decide(Actor actor, UUID id, @Nullable Instant until, String reason, String verb) {
        if (reason.isBlank() || reason.length() > REASON_MAX) {
            throw new InvalidInput("reason", "1 to " + REASON_MAX + " characters", reason.length() + " characters");
        }
        return change(id, (handle, drift) -> {
            DriftTable.decide(handle, ids.next(), drift,
                    new DriftDecision(until, reason, actor.name(), clock.instant()));
            note(actor, drift, verb, reason, until);
        });
    }

    @Override
    public Drift undo(Actor actor, UUID id) {
        return change(id, (handle, drift) -> {
            if (DriftTable.undo(handle, drift, actor.name(), clock.instant()) > 0) {
                note(actor, drift, "reopened", null, null);
            }
        });
    }

    /** What somebody does to a drift, in a transaction. */
    private interface Act {
        void on(Handle handle, Drift drift);
    }

    private Drift change(UUID id, Act act) {
        Drift changed = jdbi.inTransaction(handle -> {
            act.on(handle, must(handle, id));
            return must(handle, id);
        });
        if (changed == null) {
            throw new BugException("a decision about no drift");
        }
        return changed;
    }

    private Drift must(Handle handle, UUID id) {
        return DriftTable.find(handle, id, clock.instant())
                .orElseThrow(() -> new NotFound("drift", id.toString()));
    }

    private void note(Actor actor, Drift drift, String verb, @Nullable String reason, @Nullable Instant until) {
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        changes.put("drift", new FieldChange(drift.intended(), drift.observed()));
        changes.put("field", new FieldChange(null, drift.kind().text() + (drift.field().isEmpty() ? "" : " ")
                + drift.field()));
        if (until != null) {
            changes.put("until", new FieldChange(null, until.toString()));
        }
        activities.append(actor, new RecordRef("ci", drift.ciId().toString()), verb, reason, changes);
    }

    @Override
    public DriftRun compare() {
        Written written = compareNow();
        if (!written.fresh().isEmpty()) {
            for (DriftListener listener : listeners) {
                try {
                    listener.driftFound(written.fresh());
                } catch (RuntimeException e) {
                    LOG.error("a listener of drift failed found={}", written.fresh().size(), e);
                }
            }
        }
        return written.run();
    }

    private synchronized Written compareNow() {
        long started = System.nanoTime();
        Instant at = clock.instant();
        // Most estates have no intent: that must cost nothing, however large they are.
        boolean intended = jdbi.withHandle(DriftTable::hasSources);
        List<IntentRecords.Ambiguity> ambiguities = intended ? records.joinByName() : List.of();
        Written written = jdbi.inTransaction(handle -> {
            DriftSearch.Result result = intended
                    ? new DriftSearch(handle, records, models.get(), at).run(ambiguities)
                    : new DriftSearch.Result(0, List.of(), Map.of());
            List<UUID> newIds = new ArrayList<>();
            List<@Nullable UUID> sites = new ArrayList<>();
            for (Finding finding : result.findings()) {
                DriftSearch.Place place = result.places().get(finding.item());
                newIds.add(ids.next());
                sites.add(place == null ? null : place.id());
            }
            List<UUID> fresh = DriftTable.replace(handle, new DriftTable.Found(result.findings(), newIds, sites), at);
            return new Written(new DriftRun(at, Duration.ofNanos(System.nanoTime() - started), result.compared(),
                    result.findings().size(), fresh.size()), DriftTable.byIds(handle, fresh, at));
        });
        if (written == null) {
            throw new BugException("a comparison without an outcome");
        }
        return written;
    }

    @Override
    public void addListener(DriftListener listener) {
        listeners.add(listener);
    }
}
