package io.binnacle.server.api;

import java.util.List;

import io.binnacle.cmdb.servicemap.Service;
import io.binnacle.cmdb.servicemap.ServiceProposal;
import io.binnacle.cmdb.servicemap.ServiceProposals;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;

/** Technical services that discovery suggests. */
public final class ServiceProposalApi {

    private static final String ID = "id";

    private final ServiceProposals proposals;

    public ServiceProposalApi(ServiceProposals proposals) {
        this.proposals = proposals;
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("service-proposals", "listServiceProposals",
                        "Technical services that applications and their connections suggest; the undecided first")
                        .needs(Permission.CI_READ).returnsItems(ServiceProposal.class)
                        .handle(call -> new Items<>(proposals.all())),
                Route.post("service-proposals/{id}/accept", "acceptServiceProposal", "Makes the service")
                        .needs(Permission.CI_WRITE).creates(Service.class)
                        .handle(call -> proposals.accept(call.actor(), call.pathId(ID))),
                Route.post("service-proposals/{id}/reject", "rejectServiceProposal", "Does not suggest it again")
                        .needs(Permission.CI_WRITE).returnsNothing()
                        .handle(call -> proposals.reject(call.actor(), call.pathId(ID))),
                Route.post("service-proposals/{id}/undo", "undoServiceProposal",
                        "Takes the decision back; a service that was made by it is withdrawn")
                        .needs(Permission.CI_WRITE).returnsNothing()
                        .handle(call -> proposals.undo(call.actor(), call.pathId(ID))));
    }
}
