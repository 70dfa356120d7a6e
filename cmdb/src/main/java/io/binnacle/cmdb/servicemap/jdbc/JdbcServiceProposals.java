package io.binnacle.cmdb.servicemap.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.servicemap.PartContent;
import io.binnacle.cmdb.servicemap.ProposalSearch;
import io.binnacle.cmdb.servicemap.Quorum;
import io.binnacle.cmdb.servicemap.Service;
import io.binnacle.cmdb.servicemap.ServiceContent;
import io.binnacle.cmdb.servicemap.ServiceProposal;
import io.binnacle.cmdb.servicemap.ServiceProposal.Decision;
import io.binnacle.cmdb.servicemap.ServiceProposal.End;
import io.binnacle.cmdb.servicemap.ServiceProposals;
import io.binnacle.cmdb.servicemap.Services;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.RecordRef;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Proposals from what the CMDB holds, and the decisions in PostgreSQL. */
public final class JdbcServiceProposals implements ServiceProposals {

    private final Jdbi jdbi;
    private final Supplier<CiModel> model;
    private final Services services;
    private final ActivityStream activities;
    private final InstantSource clock;

    public JdbcServiceProposals(Jdbi jdbi, Supplier<CiModel> model, Services services, ActivityStream activities,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.model = model;
        this.services = services;
        this.activities = activities;
        this.clock = clock;
    }

    @Override
    public List<ServiceProposal> all() {
        return jdbi.withHandle(this::all);
    }

    private List<ServiceProposal> all(Handle handle) {
        Map<UUID, ServiceProposal> decided = decided(handle);
        List<ServiceProposal> all = new ArrayList<>();
        for (ServiceProposal each : suggested(handle)) {
            if (!decided.containsKey(each.id())) {
                all.add(each);
            }
        }
        all.addAll(decided.values());
        return all;
    }

    /** Applications that a service is made of already suggest nothing more. */
    private List<ServiceProposal> suggested(Handle handle) {
        CiModel current = model.get();
        List<String> classes = current.classes().stream().map(CiClass::name)
                .filter(name -> current.isA(name, "application")).toList();
        List<ProposalSearch.Application> applications = handle.createQuery("""
            SELECT a.id, a.ci_class, a.name, a.attributes ->> 'product' AS product
            FROM binnacle.configuration_item a
            WHERE a.merged_into IS NULL AND a.lifecycle = 'in_service' AND a.ci_class = ANY(:classes)
            """).bindArray("classes", String.class, classes)
                .map((row, context) -> new ProposalSearch.Application(end(row), row.getString("product"))).list();
        List<ProposalSearch.Connection> connections = handle.createQuery("""
            SELECT r.from_id, r.to_id FROM binnacle.relation r
            WHERE r.type = 'connects_to' AND NOT EXISTS (
                SELECT FROM binnacle.relation p JOIN binnacle.configuration_item i ON i.id = p.from_id
                WHERE p.type = :part AND p.to_id = r.to_id AND
            """ + " " + ServiceTable.inUse(current) + ")").bind("part", ServiceTable.PART)
                .map((row, context) -> new ProposalSearch.Connection(row.getObject("from_id", UUID.class),
                        row.getObject("to_id", UUID.class)))
                .list();
        return ProposalSearch.of(applications, connections);
    }

    private static End end(ResultSet row) throws SQLException {
        return new End(row.getObject("id", UUID.class), row.getString("ci_class"), row.getString("name"));
    }

    private static Map<UUID, ServiceProposal> decided(Handle handle) {
        Map<UUID, ServiceProposal> decided = new LinkedHashMap<>();
        handle.createQuery("""
            SELECT d.ci_id, d.name AS proposed, d.decision, d.service_id, d.decided_by, d.decided_at,
                   i.id, i.ci_class, i.name
            FROM binnacle.service_proposal_decision d JOIN binnacle.configuration_item i ON i.id = d.ci_id
            ORDER BY d.name, d.ci_id
            """).map((row, context) -> {
            UUID id = row.getObject("ci_id", UUID.class);
            return decided.put(id, new ServiceProposal(id, row.getString("proposed"), List.of(), List.of(end(row)),
                    List.of(), row.getString("decision").equals(Decision.ACCEPTED.text())
                            ? Decision.ACCEPTED
                            : Decision.REJECTED,
                    row.getObject("service_id", UUID.class), row.getString("decided_by"),
                    Columns.instant(row, "decided_at")));
        }).list();
        return decided;
    }

    private ServiceProposal undecided(Handle handle, UUID id) {
        ServiceProposal found = all(handle).stream().filter(each -> each.id().equals(id)).findFirst()
                .orElseThrow(() -> new NotFound("service proposal", id.toString()));
        if (found.decision() != null) {
            throw new Conflict("it was " + found.decision().text() + " already, by " + found.decidedBy());
        }
        return found;
    }

    @Override
    public Service accept(Actor actor, UUID id) {
        return jdbi.inTransaction(handle -> {
            ServiceProposal proposal = undecided(handle, id);
            Service made = services.create(actor, new ServiceContent("technical_service", proposal.name(),
                    String.join("; ", proposal.reasons()), null, null, null, null, null, null, null, null, Quorum.ALL,
                    proposal.parts().stream().map(part -> new PartContent(part.id(), null, null)).toList(),
                    List.of()));
            decide(handle, actor, proposal, Decision.ACCEPTED, made.id());
            return made;
        });
    }

    @Override
    public void reject(Actor actor, UUID id) {
        jdbi.useTransaction(handle -> decide(handle, actor, undecided(handle, id), Decision.REJECTED, null));
    }

    private void decide(Handle handle, Actor actor, ServiceProposal proposal, Decision decision,
            @Nullable UUID serviceId) {
        int decided = handle.createUpdate("""
            INSERT INTO binnacle.service_proposal_decision (ci_id, name, decision, service_id, decided_by, decided_at)
            VALUES (:id, :name, :decision, CAST(:service AS uuid), :by, :at) ON CONFLICT DO NOTHING
            """)
                .bind("id", proposal.id()).bind("name", proposal.name()).bind("decision", decision.text())
                .bind("service", serviceId).bind("by", actor.name()).bind("at", clock.instant()).execute();
        if (decided == 0) {
            throw new Conflict("somebody decided about it meanwhile");
        }
        note(actor, proposal.id(), decision.text(), proposal.name());
    }

    @Override
    public void undo(Actor actor, UUID id) {
        jdbi.useTransaction(handle -> {
            ServiceProposal proposal = decided(handle).get(id);
            if (proposal == null) {
                throw new Conflict("nobody decided about it");
            }
            UUID made = proposal.serviceId();
            if (made != null) {
                ServiceTable.find(handle, model.get(), made).map(ServiceTable.Row::service)
                        .ifPresent(service -> services.withdraw(actor, service.id(), service.version()));
            }
            handle.createUpdate("DELETE FROM binnacle.service_proposal_decision WHERE ci_id = :id").bind("id", id)
                    .execute();
            note(actor, id, "undone", proposal.name());
        });
    }

    private void note(Actor actor, UUID id, String verb, String name) {
        activities.append(actor, new RecordRef("service proposal", id.toString()), verb, name, Map.of());
    }
}
