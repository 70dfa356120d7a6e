package io.binnacle.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.attachment.Attachments;
import io.binnacle.cmdb.attachment.jdbc.JdbcAttachments;
import io.binnacle.cmdb.jdbc.JdbcCmdb;
import io.binnacle.cmdb.quality.Attestations;
import io.binnacle.cmdb.quality.Qualities;
import io.binnacle.cmdb.quality.jdbc.JdbcAttestations;
import io.binnacle.server.api.AttachmentApi;
import io.binnacle.server.api.QualityApi;
import io.binnacle.server.http.Route;
import io.binnacle.server.live.LiveUpdates;
import io.binnacle.server.security.Permission;
import io.binnacle.storage.activity.ActivityStream;

/** What people do so that items stay true: they keep files with them, look at their quality, and attest them. */
record CareWiring(Attachments attachments, Qualities qualities, Attestations attestations) {

    static CareWiring of(Foundation foundation, JdbcCmdb cmdb, ActivityStream activities) {
        return new CareWiring(
                new JdbcAttachments(foundation.jdbi(), activities, Attachments.Bounds.defaults(), foundation.clock()),
                cmdb.qualities(), new JdbcAttestations(foundation.jdbi(), activities, foundation.clock()));
    }

    List<Route<?, ?>> routes(Cmdb cmdb, LiveUpdates live) {
        Consumer<String> news = id -> live.publish("ci", id, Permission.CI_READ);
        List<Route<?, ?>> routes = new ArrayList<>(new AttachmentApi(attachments, news).routes());
        routes.addAll(new QualityApi(cmdb, qualities, attestations, news).routes());
        return routes;
    }
}
