package io.binnacle.server;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import io.binnacle.cmdb.discovery.host.SignatureTrial;
import io.binnacle.cmdb.jdbc.JdbcCmdb;
import io.binnacle.cmdb.jdbc.JdbcSignatures;
import io.binnacle.cmdb.servicemap.ServiceProposals;
import io.binnacle.cmdb.servicemap.ServiceWatch;
import io.binnacle.cmdb.servicemap.Services;
import io.binnacle.cmdb.servicemap.TraceEdges;
import io.binnacle.cmdb.servicemap.jdbc.JdbcServiceProposals;
import io.binnacle.cmdb.servicemap.jdbc.JdbcServiceStates;
import io.binnacle.cmdb.servicemap.jdbc.JdbcServices;
import io.binnacle.cmdb.servicemap.jdbc.ProgramNames;
import io.binnacle.server.api.ServiceApi;
import io.binnacle.server.api.ServiceProposalApi;
import io.binnacle.server.api.SignatureApi;
import io.binnacle.server.http.Route;
import io.binnacle.server.live.LiveUpdates;
import io.binnacle.server.security.Permission;
import io.binnacle.storage.activity.ActivityStream;

/**
 * What stands on items and their graph: the services, who watches them, who suggests some, who hears of calls, and by what
 * programs are recognised.
 */
record ServiceWiring(Services services, ServiceWatch watch, ServiceProposals proposals, TraceEdges edges,
        JdbcSignatures signatures) {

    static ServiceWiring of(Foundation foundation, JdbcCmdb cmdb, EstateWiring estate, ActivityStream activities,
            LiveUpdates live) {
        JdbcServiceStates states = new JdbcServiceStates(foundation.jdbi());
        JdbcServices services = new JdbcServices(foundation.jdbi(), cmdb, estate.reconciliation(), states, activities,
                foundation.clock());
        ServiceWatch watch = new ServiceWatch(services, states, estate.impacts(), ServiceWatch.Settings.defaults(),
                foundation.clock(), foundation.meters());
        cmdb.addListener(watch);
        watch.addListener(new ServiceNews(live, foundation.samples()));
        return new ServiceWiring(services, watch,
                new JdbcServiceProposals(foundation.jdbi(), cmdb::model, services, activities, foundation.clock()),
                new TraceEdges(cmdb, new ProgramNames(foundation.jdbi(), cmdb::model), foundation.clock(),
                        foundation.meters()),
                new JdbcSignatures(foundation.jdbi(), cmdb::model, activities,
                        () -> live.publish("ci", "signatures", Permission.CI_READ), foundation.clock()));
    }

    List<Route<?, ?>> routes(InstantSource clock) {
        List<Route<?, ?>> routes = new ArrayList<>(new ServiceApi(services, clock).routes());
        routes.addAll(new ServiceProposalApi(proposals).routes());
        routes.addAll(new SignatureApi(signatures, new SignatureTrial(signatures::current)).routes());
        return routes;
    }
}
