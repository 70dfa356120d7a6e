package io.binnacle.cmdb.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.discovery.FakeDiscovery;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.cmdb.reconcile.Edited;
import io.binnacle.cmdb.reconcile.Reconciliation;
import io.binnacle.storage.Database;
import io.binnacle.storage.activity.Activity;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.storage.activity.jdbc.JdbcActivityStream;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.testkit.MutableClock;
import io.binnacle.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same values into many items. */
class HandEditsTest {

    private static final Actor ANNA = new Actor(Actor.Kind.USER, "anna", null);

    private final Database database = TestDatabase.create();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-05-01T10:00:00Z"));
    private final JdbcCmdb cmdb = new JdbcCmdb(database.jdbi(), CiModelReader.shipped(), clock,
            new SimpleMeterRegistry());
    private final ActivityStream activities = new JdbcActivityStream(database.jdbi(), clock);
    private final Reconciliation reconciliation = cmdb.reconciliation(activities);
    private final FakeDiscovery host = new FakeDiscovery("host", "m1");
    private final FakeDiscovery netbox = new FakeDiscovery("netbox", "nb");

    @AfterEach
    void close() {
        database.close();
    }

    private UUID idOf(ItemRef ref) {
        return cmdb.findByKey(ref.ciClass(), ref.key()).orElseThrow().id();
    }

    @Test
    void manyItemsAreEditedInOnePassAndOnesFaultIsNoOtherOnes() {
        ItemRef alpha = host.item("server", "a", "alpha", Map.of());
        ItemRef beta = host.item("server", "b", "beta", Map.of());
        ItemRef nginx = host.item("application", "nginx", "nginx", Map.of());
        cmdb.apply(host.discover());
        UUID nobody = new UUID(1, 1);
        List<UUID> ids = List.of(idOf(alpha), nobody, idOf(nginx), idOf(beta));
        reconciliation.edit(ANNA, ids.getLast(), Map.of("owner", "web team"), null);
        List<Edited> preview = reconciliation.edit(ANNA, ids, Map.of("cpu_count", 4), "a recount", true);
        assertThat(cmdb.get(ids.getFirst()).attributes()).as("nothing is written").doesNotContainKey("cpu_count");
        assertThat(reconciliation.records(ids.getFirst())).hasSize(1);
        List<Edited> edited = reconciliation.edit(ANNA, ids, Map.of("cpu_count", 4), "a recount", false);
        assertThat(edited).as("what was shown is what was done").usingRecursiveComparison()
                .ignoringFieldsOfTypes(Throwable.class).isEqualTo(preview);
        assertThat(edited).extracting(Edited::id).isEqualTo(ids);
        assertThat(edited).extracting(each -> each.problem() == null ? "" : each.problem().getMessage())
                .containsExactly("", "there is no configuration item " + nobody,
                        "cpu_count: expected an attribute of class application, got another name", "");
        for (UUID id : List.of(ids.getFirst(), ids.getLast())) {
            assertThat(cmdb.get(id).attributes()).containsEntry("cpu_count", 4L);
            CiChange change = cmdb.history(id, ListQuery.ALL).items().getFirst();
            assertThat(change.source()).isEqualTo("anna");
            assertThat(change.reason()).isEqualTo("a recount");
            Activity note = activities.of(new RecordRef("ci", id.toString()), 1).getFirst();
            assertThat(note.actor()).isEqualTo(ANNA);
            assertThat(note.message()).isEqualTo("a recount");
        }
        assertThat(cmdb.get(ids.getLast()).attributes()).as("what was entered before").containsEntry("owner",
                "web team");
        assertThat(activities.of(new RecordRef("ci", ids.get(2).toString()), 1)).isEmpty();
    }

    @Test
    void listenersHearOfAnEditOnceAfterItsCommitAndNeverOfAPreview() {
        ItemRef alpha = host.item("server", "a", "alpha", Map.of());
        ItemRef beta = host.item("server", "b", "beta", Map.of());
        cmdb.apply(host.discover());
        List<UUID> ids = List.of(idOf(alpha), idOf(beta));
        List<List<Long>> heard = new ArrayList<>();
        List<List<Long>> committed = new ArrayList<>();
        cmdb.addListener(changes -> {
            List<Long> told = changes.stream().map(CiChange::id).toList();
            heard.add(told);
            // A connection of its own sees nothing but what is committed.
            try (Handle other = database.jdbi().open()) {
                committed.add(other.createQuery("SELECT id FROM binnacle.ci_change WHERE id = ANY(:ids) ORDER BY id")
                        .bindArray("ids", Long.class, told).mapTo(Long.class).list());
            }
        });
        reconciliation.edit(ANNA, ids, Map.of("owner", "web team"), null, true);
        assertThat(heard).isEmpty();
        reconciliation.edit(ANNA, ids, Map.of("owner", "web team"), null, false);
        assertThat(heard).singleElement().asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(2);
        assertThat(committed).isEqualTo(heard);
    }

    @Test
    void secretsOfASensitiveAttributeAreNeitherKeptNorNoted() {
        ItemRef nginx = host.item("application", "nginx", "nginx", Map.of());
        cmdb.apply(host.discover());
        UUID id = idOf(nginx);
        reconciliation.edit(ANNA, id, Map.of("command_line", "nginx --password=hunter2"), null);
        assertThat(String.valueOf(cmdb.get(id).attributes().get("command_line"))).startsWith("nginx")
                .doesNotContain("hunter2");
        assertThat(activities.of(new RecordRef("ci", id.toString()), 1).getFirst().toString())
                .contains("command_line").doesNotContain("hunter2");
    }

    @Test
    void twoIdsOfOneItemAreEditedOnce() {
        ItemRef one = host.item("server", "a", "alpha", Map.of());
        cmdb.apply(host.discover());
        ItemRef two = netbox.item("server", "b", "beta", Map.of());
        cmdb.apply(netbox.discover());
        List<UUID> ids = List.of(idOf(one), idOf(two));
        reconciliation.merge(ANNA, ids.getFirst(), ids.getLast(), "the label says so");
        assertThat(cmdb.history(ids.getFirst(), ListQuery.ALL).items().getFirst().reason())
                .isEqualTo("the label says so");
        List<Edited> edited = reconciliation.edit(ANNA, ids, Map.of("owner", "anna"), null, false);
        assertThat(edited).extracting(Edited::id).isEqualTo(ids);
        assertThat(edited.getFirst().after()).isEqualTo(edited.getLast().after());
        assertThat(reconciliation.records(ids.getFirst()).stream().filter(SourceRecord::isByHand)).hasSize(1);
    }
}
