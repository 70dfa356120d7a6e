package io.binnacle.cmdb.servicemap.jdbc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.reconcile.Reconciliation;
import io.binnacle.cmdb.servicemap.Availability;
import io.binnacle.cmdb.servicemap.ContentCheck;
import io.binnacle.cmdb.servicemap.Service;
import io.binnacle.cmdb.servicemap.ServiceCalendar;
import io.binnacle.cmdb.servicemap.ServiceContent;
import io.binnacle.cmdb.servicemap.ServiceInterval;
import io.binnacle.cmdb.servicemap.ServiceStates;
import io.binnacle.cmdb.servicemap.ServiceSummary;
import io.binnacle.cmdb.servicemap.ServiceWatch;
import io.binnacle.cmdb.servicemap.Services;
import io.binnacle.cmdb.servicemap.Span;
import io.binnacle.cmdb.servicemap.WatchedServices;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
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

/** Services in PostgreSQL, written through reconciliation. */
public final class JdbcServices implements Services, WatchedServices {

    private final Jdbi jdbi;
    private final Cmdb cmdb;
    private final ServiceStates states;
    private final ActivityStream activities;
    private final InstantSource clock;
    private final ServiceWriter writer;
    private final ListReader<ServiceTable.Listed> reader = new ListReader<>(ServiceTable.SCHEMA, ServiceTable.COLUMNS,
            ServiceTable.FROM, (row, context) -> ServiceTable.listed(row));

    public JdbcServices(Jdbi jdbi, Cmdb cmdb, Reconciliation reconciliation, ServiceStates states,
            ActivityStream activities, InstantSource clock) {
        this.jdbi = jdbi;
        this.cmdb = cmdb;
        this.states = states;
        this.activities = activities;
        this.clock = clock;
        this.writer = new ServiceWriter(cmdb, reconciliation);
    }

    @Override
    public ListSchema fields() {
        return ServiceTable.SCHEMA;
    }

    @Override
    public Page<ServiceSummary> list(ListQuery query) {
        Instant now = clock.instant();
        Page<ServiceTable.Listed> page = jdbi.withHandle(
                handle -> reader.read(handle, query, now, ServiceTable.inUse(cmdb.model()), Map.of()));
        Span window = new Span(now.minus(ServiceWatch.WINDOW), now);
        Map<UUID, List<ServiceInterval>> past = states
                .within(page.items().stream().map(each -> each.summary().id()).toList(), window);
        return page.map(each -> each.summary().withAvailability(Availability.of(
                past.getOrDefault(each.summary().id(), List.of()), each.calendar(), window,
                Availability.Value.NONE).ratio()));
    }

    @Override
    public Service get(UUID id) {
        return jdbi.withHandle(handle -> row(handle, id)).service();
    }

    private ServiceTable.Row row(Handle handle, UUID id) {
        return ServiceTable.find(handle, cmdb.model(), id).orElseThrow(() -> new NotFound("service", id.toString()));
    }

    @Override
    public Service create(Actor actor, ServiceContent content) {
        ContentCheck.check(content);
        return locked(handle -> {
            cmdb.findByKey(content.ciClass(), content.name().strip())
                    .flatMap(item -> ServiceTable.find(handle, cmdb.model(), item.id())).ifPresent(known -> {
                        throw new Conflict("there is a service of that name: " + known.service().name());
                    });
            UUID id = writer.create(handle, content);
            define(handle, id, actor);
            return noted(handle, actor, id, "created", Map.of());
        });
    }

    @Override
    public Service replace(Actor actor, UUID id, int version, ServiceContent content) {
        ContentCheck.check(content);
        return locked(handle -> {
            ServiceTable.Row before = seen(handle, id, version);
            if (!before.service().ciClass().equals(content.ciClass())) {
                throw new InvalidInput("ciClass", before.service().ciClass() + ", as it was made", content.ciClass());
            }
            writer.replace(handle, actor, before, content);
            define(handle, before.service().id(), actor);
            return noted(handle, actor, before.service().id(), "changed",
                    ServiceDifference.of(before.service(), row(handle, id).service()));
        });
    }

    @Override
    public void withdraw(Actor actor, UUID id, int version) {
        locked(handle -> {
            ServiceTable.Row before = seen(handle, id, version);
            List<String> users = ServiceTable.users(handle, cmdb.model(), before.service().id());
            if (!users.isEmpty()) {
                throw new Conflict("it is a part of " + String.join(", ", users) + "; take it out there first");
            }
            writer.withdraw(actor, before);
            define(handle, before.service().id(), actor);
            note(actor, before.service(), "withdrawn", Map.of());
            return before.service();
        });
    }

    private ServiceTable.Row seen(Handle handle, UUID id, int version) {
        ServiceTable.Row row = row(handle, id);
        if (row.service().version() != version) {
            throw new Conflict("the service was changed meanwhile: it is at version " + row.service().version()
                    + ", and you saw " + version);
        }
        return row;
    }

    /** One after another, so that two changes together cannot make a cycle that neither of them made. */
    private Service locked(Function<Handle, Service> work) {
        return jdbi.inTransaction(handle -> {
            handle.execute("LOCK TABLE binnacle.service_definition IN SHARE ROW EXCLUSIVE MODE");
            return work.apply(handle);
        });
    }

    private void define(Handle handle, UUID id, Actor actor) {
        handle.createUpdate("""
            INSERT INTO binnacle.service_definition AS d (ci_id, version, changed_by, changed_at)
            VALUES (:id, 1, :by, :at)
            ON CONFLICT (ci_id) DO UPDATE SET version = d.version + 1, changed_by = :by, changed_at = :at
            """).bind("id", id).bind("by", actor.name()).bind("at", clock.instant()).execute();
    }

    private Service noted(Handle handle, Actor actor, UUID id, String verb, Map<String, FieldChange> changes) {
        Service service = row(handle, id).service();
        note(actor, service, verb, changes);
        return service;
    }

    private void note(Actor actor, Service service, String verb, Map<String, FieldChange> changes) {
        activities.append(actor, new RecordRef("service", service.id().toString()), verb, service.name(), changes);
    }

    @Override
    public List<ServiceInterval> history(UUID id, Instant from, Instant to) {
        UUID service = get(id).id();
        return states.within(List.of(service), range(from, to)).getOrDefault(service, List.of());
    }

    @Override
    public Availability availability(UUID id, Instant from, Instant to) {
        Service service = get(id);
        Span range = range(from, to);
        return Availability.of(states.within(List.of(service.id()), range).getOrDefault(service.id(), List.of()),
                service.calendar() == null
                        ? ServiceCalendar.ALWAYS
                        : ServiceCalendar.find(service.calendar()).orElse(ServiceCalendar.ALWAYS),
                range, new Availability.Value(service.valuePerHour(), service.currency()));
    }

    private Span range(Instant from, Instant to) {
        Instant now = clock.instant();
        Instant end = to.isAfter(now) ? now : to;
        if (!from.isBefore(end)) {
            throw new InvalidInput("from", "an instant before " + end, from);
        }
        return new Span(from, end);
    }

    @Override
    public List<Watched> all() {
        return jdbi.withHandle(handle -> ServiceTable.watched(handle, cmdb.model()));
    }
}
