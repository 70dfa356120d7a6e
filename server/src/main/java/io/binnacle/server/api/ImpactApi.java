package io.binnacle.server.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.impact.DependencyAnswer;
import io.binnacle.cmdb.impact.ImpactAnswer;
import io.binnacle.cmdb.impact.ImpactBounds;
import io.binnacle.cmdb.impact.Impacts;
import io.binnacle.cmdb.impact.ServiceTree;
import io.binnacle.cmdb.impact.SinglePoints;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import org.jspecify.annotations.Nullable;

/** What breaks with what: impact, dependencies, single points of failure, what-if, and services with their parts. */
public final class ImpactApi {

    private static final String ID = "id";
    private static final Parameter DEPTH = Parameter.integer("depth",
            "Most relations from the item asked about, 1 to " + ImpactBounds.DEPTH_MAX
                    + "; as far as it goes by default");
    private static final Parameter LIMIT = Parameter.integer("limit",
            "Most items that are listed, 1 to " + ImpactBounds.SHOWN_MAX + "; " + ImpactBounds.SHOWN_DEFAULT
                    + " by default. Counts are of all");
    private static final Parameter AS_OF = Parameter.text("asOf",
            "An instant, such as 2026-11-23T08:30:00Z: the estate as it was then; now by default");

    private final Cmdb cmdb;
    private final Impacts impacts;

    public ImpactApi(Cmdb cmdb, Impacts impacts) {
        this.cmdb = cmdb;
        this.impacts = impacts;
    }

    /**
     * What would happen if.
     *
     * @param ids the items to take out, all at once
     * @param depth most relations from any of them; null for as far as it goes
     * @param limit most items that are listed; null for 100
     * @param asOf the estate of that instant; null for now
     */
    public record WhatIf(List<UUID> ids, @Nullable Integer depth, @Nullable Integer limit, @Nullable Instant asOf) {}

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("cis/{id}/impact", "getCiImpact", "What breaks if this item breaks, with paths and reasons")
                        .needs(Permission.CI_READ).with(DEPTH, LIMIT, AS_OF).returns(ImpactAnswer.class)
                        .handle(call -> impacts.impact(List.of(item(call)), bounds(call), asOf(call))),
                Route.get("cis/{id}/dependencies", "getCiDependencies",
                        "What this item depends on, directly and through others, with paths")
                        .needs(Permission.CI_READ).with(DEPTH, LIMIT, AS_OF).returns(DependencyAnswer.class)
                        .handle(call -> impacts.dependencies(item(call), bounds(call), asOf(call))),
                Route.get("cis/{id}/tree", "getCiTree",
                        "A service, or any item, with all its parts, their health and why it is so")
                        .needs(Permission.CI_READ).with(DEPTH, LIMIT, AS_OF).returns(ServiceTree.class)
                        .handle(call -> impacts.tree(item(call), bounds(call), asOf(call))),
                Route.get("cis/{id}/single-points", "getCiSinglePoints",
                        "The items of which each one alone takes this one down")
                        .needs(Permission.CI_READ).with(DEPTH, LIMIT, AS_OF).returns(SinglePoints.class)
                        .handle(call -> impacts.singlePoints(item(call), bounds(call), asOf(call))),
                Route.post("impact/what-if", "askWhatIf", "What breaks if these items are taken out, all at once")
                        .needs(Permission.CI_READ).body(WhatIf.class).returns(ImpactAnswer.class)
                        .handle((call, question) -> impacts.impact(question.ids(),
                                bounds(question.depth(), question.limit()), question.asOf())));
    }

    /** An id of before a merge leads to the item of now; in the past every item had its own. */
    private UUID item(Call call) {
        UUID id = call.pathId(ID);
        return asOf(call) == null ? cmdb.find(id).map(ConfigurationItem::id).orElse(id) : id;
    }

    private static ImpactBounds bounds(Call call) {
        return bounds(whole(call, "depth"), whole(call, "limit"));
    }

    private static ImpactBounds bounds(@Nullable Integer depth, @Nullable Integer limit) {
        ImpactBounds standard = ImpactBounds.defaults();
        return new ImpactBounds(depth == null ? standard.depth() : depth, standard.items(),
                limit == null ? standard.shown() : limit);
    }

    private static @Nullable Integer whole(Call call, String name) {
        return call.query(name).map(text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw new InvalidInput(name, "a whole number that is not so large", text);
            }
        }).orElse(null);
    }

    private static @Nullable Instant asOf(Call call) {
        return call.query("asOf").map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new InvalidInput("asOf", "a time such as 2026-11-23T08:30:00Z", text);
            }
        }).orElse(null);
    }
}
