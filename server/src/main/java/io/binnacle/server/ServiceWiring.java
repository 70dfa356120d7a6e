package io.binnacle.server;

import io.binnacle.cmdb.jdbc.JdbcCmdb;
import io.binnacle.cmdb.servicemap.ServiceProposals;
import io.binnacle.cmdb.servicemap.ServiceWatch;
import io.binnacle.cmdb.servicemap.Services;
import io.binnacle.cmdb.servicemap.TraceEdges;
import io.binnacle.cmdb.servicemap.jdbc.JdbcServiceProposals;
import io.binnacle.cmdb.servicemap.jdbc.JdbcServiceStates;
import io.binnacle.cmdb.servicemap.jdbc.JdbcServices;
import io.binnacle.cmdb.servicemap.jdbc.ProgramNames;
import io.binnacle.server.live.LiveUpdates;
import io.binnacle.storage.activity.ActivityStream;

/** What stands on items and their graph: the services, who watches them, who suggests some, and who hears of calls. */
record ServiceWiring(Services services, ServiceWatch watch, ServiceProposals proposals, TraceEdges edges) {

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
                        foundation.meters()));
    }
}
