package io.binnacle.insight.dashboard;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.id.Ids;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.activity.RecordRef;
import org.jspecify.annotations.Nullable;

/** What people do with dashboards: checked, noted, and told of once it is done. */
public final class DashboardDesk implements Dashboards {

    private static final int NOTE_MAX = 500;

    private final DashboardStore store;
    private final ActivityStream activities;
    private final InstantSource clock;
    private final Ids ids;
    private final Consumer<String> changed;
    private final Supplier<ShippedDashboards> shipped;

    /** @param changed is told the id of each dashboard that was made, changed or deleted, after it is stored */
    public DashboardDesk(DashboardStore store, ActivityStream activities, InstantSource clock,
            Consumer<String> changed) {
        this.store = store;
        this.activities = activities;
        this.clock = clock;
        this.ids = new Ids(clock);
        this.changed = changed;
        this.shipped = new Once();
    }

    @Override
    public List<DashboardSummary> list() {
        Stream<DashboardSummary> made = store.all().stream().map(Dashboard::summary)
                .sorted(Comparator.comparing(DashboardSummary::title, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(DashboardSummary::id));
        return Stream.concat(shipped.get().all().stream().map(Dashboard::summary), made).toList();
    }

    @Override
    public Dashboard get(String id) {
        return shipped.get().find(id).orElseGet(() -> made(id));
    }

    @Override
    public Dashboard create(Actor actor, DashboardContent content) {
        ContentCheck.check(content);
        Dashboard dashboard = written(ids.next().toString(), 1, actor, content);
        store.inTransaction(() -> {
            store.lock();
            if (store.count() >= MADE_MAX) {
                throw new Conflict("there are " + MADE_MAX + " dashboards, the most there may be");
            }
            store.insert(dashboard);
            store.keepVersion(dashboard, null, VERSIONS_MAX);
            note(actor, dashboard, "created", null, Map.of());
        });
        changed.accept(dashboard.id());
        return dashboard;
    }

    @Override
    public Dashboard replace(Actor actor, String id, int version, DashboardContent content, @Nullable String note) {
        refuseShipped(id);
        Dashboard before = made(id);
        return saved(actor, before, version, content, note, "changed", differences(before.content(), content));
    }

    @Override
    public Dashboard restore(Actor actor, String id, int versionSeen, int version, @Nullable String note) {
        refuseShipped(id);
        Dashboard before = made(id);
        return saved(actor, before, versionSeen, kept(id, version), note, "restored",
                Map.of("version", new FieldChange(Integer.toString(versionSeen), Integer.toString(version))));
    }

    private Dashboard saved(Actor actor, Dashboard before, int version, DashboardContent content,
            @Nullable String note, String verb, Map<String, FieldChange> changes) {
        String why = note == null || note.isBlank() ? null : note.strip();
        if (why != null && (why.length() > NOTE_MAX || why.indexOf('\0') >= 0)) {
            throw new InvalidInput("note", "at most " + NOTE_MAX + " characters, without NUL", why.length());
        }
        ContentCheck.check(content);
        if (before.version() == version && before.content().equals(content)) {
            return before;
        }
        String id = before.id();
        Dashboard after = written(id, version + 1, actor, content);
        store.inTransaction(() -> {
            if (!store.update(after, version)) {
                throw new Conflict("the dashboard was changed meanwhile: it is at version " + made(id).version()
                        + ", and you saw " + version);
            }
            store.keepVersion(after, why, VERSIONS_MAX);
            note(actor, after, verb, why, changes);
        });
        changed.accept(id);
        return after;
    }

    @Override
    public List<DashboardVersion> versions(String id) {
        return shipped.get().find(id).isPresent() ? List.of() : store.versions(made(id).id());
    }

    @Override
    public DashboardVersionContent version(String id, int version) {
        return new DashboardVersionContent(version, kept(id, version), store.content(id, version - 1).orElse(null));
    }

    private DashboardContent kept(String id, int version) {
        return store.content(id, version)
                .orElseThrow(() -> new NotFound("version of the dashboard", Integer.toString(version)));
    }

    @Override
    public void delete(Actor actor, String id) {
        refuseShipped(id);
        Dashboard before = made(id);
        store.inTransaction(() -> {
            store.delete(id);
            note(actor, before, "deleted", null, Map.of());
        });
        changed.accept(id);
    }

    private Dashboard written(String id, int version, Actor actor, DashboardContent content) {
        return new Dashboard(id, false, version, actor.name(), clock.instant().truncatedTo(ChronoUnit.MICROS),
                content);
    }

    private Dashboard made(String id) {
        return store.find(id).orElseThrow(() -> new NotFound("dashboard", id));
    }

    private void refuseShipped(String id) {
        if (shipped.get().find(id).isPresent()) {
            throw new Conflict("the dashboard " + id + " comes with the program; copy it to change it");
        }
    }

    private void note(Actor actor, Dashboard dashboard, String verb, @Nullable String why,
            Map<String, FieldChange> changes) {
        String title = dashboard.content().title();
        activities.append(actor, new RecordRef("dashboard", dashboard.id()), verb,
                why == null ? title : title + ": " + why, changes);
    }

    /** Of panels and variables their number: their whole text would be longer than anybody reads. */
    private static Map<String, FieldChange> differences(DashboardContent before, DashboardContent after) {
        return before.title().equals(after.title())
                ? Map.of("panels", new FieldChange(Integer.toString(before.panels().size()),
                        Integer.toString(after.panels().size())))
                : Map.of("title", new FieldChange(before.title(), after.title()));
    }

    /** The first who asks reads them: the start of the program need not. */
    private static final class Once implements Supplier<ShippedDashboards> {

        private volatile @Nullable ShippedDashboards read;

        @Override
        public ShippedDashboards get() {
            ShippedDashboards known = read;
            if (known == null) {
                known = ShippedDashboards.read();
                read = known;
            }
            return known;
        }
    }
}
