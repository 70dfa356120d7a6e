package io.binnacle.cmdb.jdbc;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.cmdb.model.CiModels;
import io.binnacle.cmdb.model.ClassDefinition;
import io.binnacle.cmdb.model.MigrationPlan;
import io.binnacle.cmdb.model.ModelEdit;
import io.binnacle.cmdb.model.ModelVersion;
import io.binnacle.cmdb.model.Obstacle;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.id.Ids;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.activity.RecordRef;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model with its versions in PostgreSQL. Before {@link #load} the shipped one is in force. */
public final class JdbcCiModels implements CiModels {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcCiModels.class);
    /** Of the file that our own classes are, in messages. */
    private static final String OWN = CiModelReader.OWN;

    private final Jdbi jdbi;
    private final ActivityStream activities;
    private final InstantSource clock;
    private final Ids ids;
    private final List<Consumer<CiModel>> listeners = new CopyOnWriteArrayList<>();
    private volatile State state = new State(0, CiModelReader.shipped(), List.of(), List.of());

    /** What is in force, as a whole. */
    private record State(int version, CiModel model, List<ClassDefinition> own, List<String> problems) {}

    /** A change that waits for its commit. */
    private record Applied(MigrationPlan plan, State before, State after) {}

    public JdbcCiModels(Jdbi jdbi, ActivityStream activities, InstantSource clock) {
        this.jdbi = jdbi;
        this.activities = activities;
        this.clock = clock;
        this.ids = new Ids(clock);
    }

    /** Brings the newest version into force, once the database is there. */
    public void load() {
        int newest = jdbi.withHandle(ModelTable::newest);
        if (newest == 0) {
            return;
        }
        String yaml = yaml(newest);
        try {
            List<ClassDefinition> own = CiModelReader.definitions(OWN, yaml);
            state = new State(newest, CiModelReader.shippedWith(own), own, List.of());
        } catch (InvalidInput e) {
            LOG.error("our own classes do not fit the program's, which serve alone version={}", newest, e);
            state = new State(newest, CiModelReader.shipped(), List.of(),
                    e.violations().stream().map(InvalidInput.Violation::toString).toList());
        }
    }

    @Override
    public CiModel current() {
        return state.model();
    }

    @Override
    public int version() {
        return state.version();
    }

    @Override
    public List<ClassDefinition> own() {
        return state.own();
    }

    @Override
    public List<String> problems() {
        return state.problems();
    }

    @Override
    public List<ModelVersion> versions() {
        return jdbi.withHandle(ModelTable::versions);
    }

    @Override
    public String yaml(int version) {
        return jdbi.withHandle(handle -> ModelTable.yaml(handle, version))
                .or(() -> version == 0 ? Optional.of("classes: []\n") : Optional.empty())
                .orElseThrow(() -> new NotFound("version of the model", Integer.toString(version)));
    }

    @Override
    public void onChange(Consumer<CiModel> listener) {
        listeners.add(listener);
    }

    @Override
    public MigrationPlan preview(ModelEdit edit) {
        State now = state;
        CiModel after = CiModelReader.shippedWith(edited(now.own(), edit));
        return jdbi.inTransaction(handle -> new ModelMigration(handle, now.model(), after, edit.dropValues(), ids,
                clock.instant()).run(false));
    }

    @Override
    public MigrationPlan apply(Actor actor, int versionSeen, ModelEdit edit) {
        AtomicReference<State> replaced = new AtomicReference<>();
        MigrationPlan plan;
        try {
            plan = jdbi.inTransaction(handle -> {
                Applied applied = applied(handle, actor, versionSeen, edit);
                replaced.set(applied.before());
                // Still under the lock: a source that waits for it compares with the values as they are after the commit.
                state = applied.after();
                return applied.plan();
            });
        } catch (RuntimeException e) {
            State before = replaced.get();
            if (before != null) {
                state = before;
            }
            throw e;
        }
        CiModel current = state.model();
        listeners.forEach(listener -> listener.accept(current));
        return plan;
    }

    private Applied applied(Handle handle, Actor actor, int versionSeen, ModelEdit edit) {
        ApplyLock.take(handle);
        State before = state;
        int newest = ModelTable.newest(handle);
        if (newest != versionSeen) {
            throw new Conflict("the model was changed meanwhile: it is at version " + newest + ", and you saw "
                    + versionSeen);
        }
        List<ClassDefinition> own = edited(before.own(), edit);
        CiModel after = CiModelReader.shippedWith(own);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        MigrationPlan plan = new ModelMigration(handle, before.model(), after, edit.dropValues(), ids, now).run(true);
        if (!plan.isPossible()) {
            throw new Conflict(words(plan));
        }
        int version = newest + 1;
        ModelTable.append(handle, new ModelVersion(version, now, actor.name(), plan.differences(), plan.converted()),
                own, now);
        activities.append(actor, new RecordRef("ci-model", Integer.toString(version)), "changed", null,
                changes(before.own(), edit));
        return new Applied(plan, before, new State(version, after, own, List.of()));
    }

    /** Each class once, where it was; what is new stands last. */
    private static List<ClassDefinition> edited(List<ClassDefinition> own, ModelEdit edit) {
        Map<String, ClassDefinition> edited = new LinkedHashMap<>();
        own.forEach(each -> edited.put(each.name(), each));
        for (String name : edit.delete()) {
            if (edited.remove(name) == null) {
                throw new NotFound("class made here", name);
            }
        }
        edit.put().forEach(each -> edited.put(each.name(), each));
        return new ArrayList<>(edited.values());
    }

    private static Map<String, FieldChange> changes(List<ClassDefinition> own, ModelEdit edit) {
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        edit.delete().forEach(name -> changes.put(name, new FieldChange("there", null)));
        for (ClassDefinition each : edit.put()) {
            boolean known = own.stream().anyMatch(one -> one.name().equals(each.name()));
            changes.put(each.name(), new FieldChange(known ? "there" : null, known ? "changed" : "there"));
        }
        return changes;
    }

    private static String words(MigrationPlan plan) {
        Obstacle first = plan.obstacles().getFirst();
        return "the items that are there have no place in it: " + first.ciClass()
                + (first.ciName() == null ? "" : " " + first.ciName())
                + (first.field() == null ? "" : ", " + first.field()) + ": expected " + first.expected()
                + (first.got().isEmpty() ? "" : ", got " + first.got())
                + (plan.obstacleCount() > 1 ? "; and " + (plan.obstacleCount() - 1) + " more" : "");
    }
}
