package io.binnacle.server;

import java.util.List;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.intent.DriftWatch;
import io.binnacle.cmdb.intent.Drifts;
import io.binnacle.cmdb.intent.IntentFormats;
import io.binnacle.cmdb.intent.IntentRecords;
import io.binnacle.cmdb.intent.Intents;
import io.binnacle.cmdb.intent.csv.CsvIntent;
import io.binnacle.cmdb.intent.document.JsonIntent;
import io.binnacle.cmdb.intent.document.YamlIntent;
import io.binnacle.cmdb.intent.jdbc.JdbcDrifts;
import io.binnacle.cmdb.intent.jdbc.JdbcIntents;
import io.binnacle.cmdb.intent.netbox.NetboxIntent;
import io.binnacle.cmdb.intent.terraform.TerraformIntent;
import io.binnacle.cmdb.jdbc.JdbcCmdb;
import io.binnacle.server.api.IntentApi;
import io.binnacle.server.live.LiveUpdates;
import io.binnacle.server.security.Permission;
import io.binnacle.storage.activity.ActivityStream;

/** What should be, beside what is. */
record IntentWiring(Intents intents, Drifts drifts, DriftWatch watch) {

    static IntentWiring of(Foundation foundation, JdbcCmdb cmdb, ActivityStream activities) {
        IntentRecords records = cmdb.intentRecords();
        IntentFormats formats = new IntentFormats(
                List.of(new JsonIntent(), new TerraformIntent(), new NetboxIntent(), new CsvIntent(),
                        new YamlIntent()));
        JdbcDrifts drifts = new JdbcDrifts(foundation.jdbi(), records, cmdb::model, activities, foundation.clock());
        DriftWatch watch = new DriftWatch(drifts, drifts::openByKind, DriftWatch.Settings.defaults(),
                foundation.clock(), foundation.meters());
        cmdb.addListener(watch);
        return new IntentWiring(
                new JdbcIntents(foundation.jdbi(), records, formats, cmdb::model, activities, foundation.clock()),
                drifts, watch);
    }

    IntentApi api(Cmdb cmdb, LiveUpdates live) {
        return new IntentApi(intents, drifts, watch, cmdb, id -> live.publish("drift", id, Permission.CI_READ));
    }
}
