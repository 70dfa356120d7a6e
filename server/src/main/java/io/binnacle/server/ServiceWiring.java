package io.binnacle.server;

import io.binnacle.cmdb.jdbc.JdbcCmdb;
import io.binnacle.cmdb.servicemap.ServiceWatch;
import io.binnacle.cmdb.servicemap.Services;
import io.binnacle.cmdb.servicemap.jdbc.JdbcServiceStates;
import io.binnacle.cmdb.servicemap.jdbc.JdbcServices;
import io.binnacle.server.live.LiveUpdates;
import io.binnacle.storage.activity.ActivityStream;

/** What stands on items and their graph: the services, and who watches them. */
record ServiceWiring(Services services, ServiceWatch watch) {

    static ServiceWiring of(Foundation foundation, JdbcCmdb cmdb, EstateWiring estate, ActivityStream activities,
            LiveUpdates live) {
        JdbcServiceStates states = new JdbcServiceStates(foundation.jdbi());
        JdbcServices services = new JdbcServices(foundation.jdbi(), cmdb, estate.reconciliation(), states, activities,
                foundation.clock());
        ServiceWatch watch = new ServiceWatch(services, states, estate.impacts(), ServiceWatch.Settings.defaults(),
                foundation.clock(), foundation.meters());
        cmdb.addListener(watch);
        watch.addListener(new ServiceNews(live, foundation.samples()));
        return new ServiceWiring(services, watch);
    }
}
