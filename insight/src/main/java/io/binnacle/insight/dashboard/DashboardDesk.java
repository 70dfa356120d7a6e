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
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.id.Ids;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.activity.RecordRef;
import org.jspecify.annotations.Nullable;

/** What people do with dashboards: checked, noted, and told of once it is done. */
public final class DashboardDesk implements Dashboards {

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
            note(actor, dashboard, "created", Map.of());
        });
        changed.accept(dashboard.id());
        return dashboard;
    }

    @Override
    public Dashboard replace(Actor actor, String id, int version, DashboardContent content) {
        refuseShipped(id);
        ContentCheck.check(content);
        Dashboard before = made(id);
        if (before.version() == version && before.content().equals(content)) {
            return before;
        }
        Dashboard after = written(id, version + 1, actor, content);
        store.inTransaction(() -> {
            if (!store.update(after, version)) {
                throw new Conflict("the dashboard was changed meanwhile: it is at version " + made(id).version()
                        + ", and you saw " + version);
            }
            note(actor, after, "changed", differences(before.content(), content));
        });
        changed.accept(id);
        return after;
    }

    @Override
    public void delete(Actor actor, String id) {
        refuseShipped(id);
        Dashboard before = made(id);
        store.inTransaction(() -> {
            store.delete(id);
            note(actor, before, "deleted", Map.of());
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

    private void note(Actor actor, Dashboard dashboard, String verb, Map<String, FieldChange> changes) {
        activities.append(actor, new RecordRef("dashboard", dashboard.id()), verb, dashboard.content().title(),
                changes);
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
