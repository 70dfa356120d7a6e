package io.binnacle.server;

import java.util.ArrayList;
import java.util.List;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.EstateHistory;
import io.binnacle.cmdb.UpkeepRunner;
import io.binnacle.cmdb.reconcile.Reconciliation;
import io.binnacle.cmdb.impact.EstateFollower;
import io.binnacle.cmdb.impact.EstateGraph;
import io.binnacle.cmdb.impact.ImpactModel;
import io.binnacle.cmdb.impact.Impacts;
import io.binnacle.cmdb.impact.jdbc.JdbcEstateFeed;
import io.binnacle.cmdb.jdbc.JdbcCmdb;
import io.binnacle.cmdb.model.RelationRule;
import io.binnacle.server.http.Route;
import io.binnacle.server.live.LiveUpdates;
import io.binnacle.storage.activity.ActivityStream;

/**
 * What stands on the CMDB: its past, its identities, the graph with what keeps it up to date and answers from it, what is
 * intended, and what time does to it.
 */
record EstateWiring(EstateHistory history, Reconciliation reconciliation, EstateFollower follower, Impacts impacts,
        IntentWiring intent, CareWiring care, UpkeepRunner upkeep) {

    static EstateWiring of(Foundation foundation, JdbcCmdb cmdb, ActivityStream activities) {
        JdbcEstateFeed feed = new JdbcEstateFeed(foundation.jdbi());
        EstateGraph graph = new EstateGraph(ImpactModel.of(cmdb::model), EstateGraph.Bounds.defaults(), feed);
        EstateFollower follower = new EstateFollower(feed, graph,
                EstateFollower.Settings.defaults(), foundation.clock(), foundation.meters());
        cmdb.addListener(follower);
        return new EstateWiring(cmdb.estateHistory(), cmdb.reconciliation(activities), follower,
                new Impacts(graph, type -> label(cmdb, type), follower::catchUp),
                IntentWiring.of(foundation, cmdb, activities), CareWiring.of(foundation, cmdb, activities),
                new UpkeepRunner(cmdb.upkeep(),
                        UpkeepRunner.Settings.defaults(foundation.configuration().estate().historyRetention()),
                        foundation.clock(), foundation.meters()));
    }

    /** Of what people do to keep it true: attachments, quality, attestations, intent and drift. */
    List<Route<?, ?>> routes(Cmdb cmdb, LiveUpdates live) {
        List<Route<?, ?>> routes = new ArrayList<>(care.routes(cmdb, live));
        routes.addAll(intent.api(cmdb, live).routes());
        return routes;
    }

    private static String label(Cmdb cmdb, String relationType) {
        return cmdb.model().relations().stream().filter(rule -> rule.type().equals(relationType))
                .map(RelationRule::label).findFirst().orElse(relationType.replace('_', ' '));
    }
}
