package io.binnacle.cmdb.intent.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.Lifecycle;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.discovery.FakeDiscovery;
import io.binnacle.cmdb.discovery.host.HostDiscovery;
import io.binnacle.cmdb.discovery.host.SignatureSet;
import io.binnacle.cmdb.intent.Drift;
import io.binnacle.cmdb.intent.DriftSum;
import io.binnacle.cmdb.intent.IntentFormats;
import io.binnacle.cmdb.intent.IntentImport;
import io.binnacle.cmdb.intent.Intents;
import io.binnacle.cmdb.intent.csv.CsvIntent;
import io.binnacle.cmdb.intent.netbox.NetboxIntent;
import io.binnacle.cmdb.intent.terraform.TerraformIntent;
import io.binnacle.cmdb.jdbc.JdbcCmdb;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.cmdb.reconcile.Reconciliation;
import io.binnacle.cmdb.reconcile.Resolution;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.Database;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.storage.activity.jdbc.JdbcActivityStream;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.testkit.MutableClock;
import io.binnacle.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is intended beside what is seen. */
class JdbcIntentTest {

    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    private static final Actor ANNA = new Actor(Actor.Kind.USER, "anna", null);

    private final Database database = TestDatabase.create();
    private final MutableClock clock = new MutableClock(START);
    private final JdbcCmdb cmdb = new JdbcCmdb(database.jdbi(), CiModelReader.shipped(), clock,
            new SimpleMeterRegistry());
    private final ActivityStream activities = new JdbcActivityStream(database.jdbi(), clock);
    private final Reconciliation reconciliation = cmdb.reconciliation(activities);
    private final JdbcIntents intents = new JdbcIntents(database.jdbi(), cmdb.intentRecords(),
            new IntentFormats(List.of(new TerraformIntent(), new NetboxIntent(), new CsvIntent())), cmdb::model,
            activities, clock);
    private final JdbcDrifts drifts = new JdbcDrifts(database.jdbi(), cmdb.intentRecords(), cmdb::model, activities,
            clock);
    private final FakeDiscovery host = new FakeDiscovery("host", "m1");

    @AfterEach
    void close() {
        database.close();
    }

    private static String small() throws IOException {
        try (InputStream in = NetboxIntent.class.getResourceAsStream("small.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Intents.Upload netbox() {
        return new Intents.Upload("dc", null, null, null);
    }

    private IntentImport take(String content) {
        return intents.take(ANNA, netbox(), content.getBytes(StandardCharsets.UTF_8));
    }

    private ItemRef seesAlpha(Map<String, Object> attributes) {
        return host.item("server", "", "alpha", attributes,
                new Identifier("machine_id", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"));
    }

    private UUID idOf(String key) {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("SELECT ci_id FROM binnacle.source_record WHERE key = :key").bind("key", key)
                .mapTo(UUID.class).one());
    }

    private List<String> drift(@Nullable String filter) {
        return drifts.list(new ListQuery(filter, "kind,name,field", null, 100)).items().stream()
                .map(each -> each.kind().text() + " " + each.ciName()
                        + (each.kind() == Drift.Kind.DIFFERS
                                ? " " + each.field() + " " + each.intended() + " " + each.observed()
                                : ""))
                .toList();
    }

    private Drift first(String filter) {
        return drifts.list(new ListQuery(filter, null, null, 10)).items().getFirst();
    }

    /** The issue's own case: discovered, restored from NetBox and edited by hand is one item, and each value says why. */
    @Test
    void discoveredIntendedAndEditedIsOneItemAndEachValueSaysWhy() throws IOException {
        seesAlpha(Map.of("serial_number", "SN-1", "manufacturer", "Acme", "cpu_count", 8, "model", "Pizza One",
                "machine_id", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"));
        cmdb.apply(host.discover());
        UUID id = idOf("m1");
        clock.advance(Duration.ofMinutes(5));
        take(small());
        assertThat(idOf("dc/dcim.device/1")).isEqualTo(id);
        // Intent sees nothing.
        assertThat(cmdb.get(id).lastSeen()).isEqualTo(START);
        reconciliation.edit(ANNA, id, Map.of("environment", "production", "owner", "web team"), null);

        ConfigurationItem alpha = cmdb.get(id);
        assertThat(alpha.lifecycle()).isEqualTo(Lifecycle.IN_SERVICE);
        assertThat(cmdb.list(new ListQuery("class:server alpha", null, null, 10)).total()).isEqualTo(1);
        assertThat(why(id, "cpu_count").candidates()).extracting(each -> each.statement().source())
                .containsExactly("host");
        assertThat(why(id, "environment").candidates()).extracting(each -> each.statement().source())
                .containsExactly("person");
        assertThat(why(id, "rack_position").candidates()).extracting(each -> each.statement().source())
                .containsExactly("netbox");
        Resolution model = why(id, "model");
        assertThat(model.candidates()).extracting(each -> each.statement().source() + " " + each.statement().value())
                .containsExactly("host Pizza One", "netbox Pizza 1");
        assertThat(alpha.attributes()).containsEntry("model", "Pizza One").containsEntry("rack_position", 4.0)
                .containsEntry("stage", "in_service");
        assertThat(reconciliation.explain(id)).extracting(Resolution::attribute)
                .containsAll(alpha.attributes().keySet());

        drifts.compare();
        assertThat(drifts.of(id)).extracting(Drift::field, Drift::intended, Drift::observed, Drift::intendedBy,
                Drift::observedBy, Drift::site)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("model", "Pizza 1", "Pizza One", List.of("dc"),
                        List.of("host"), "Harbour"));
    }

    /** The same with the machine that runs the test, discovered for real. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void thisVeryMachineDiscoveredIntendedAndEditedIsOneItemAndEachValueSaysWhy() throws IOException {
        assertThat(cmdb.apply(new HostDiscovery(() -> SignatureSet.shipped(CiModelReader.shipped()), clock).discover())
                .added()).isPositive();
        ConfigurationItem machine = cmdb.list(ListQuery.of("class:server")).items().getFirst();
        clock.advance(Duration.ofMinutes(5));
        // Its name is all that the intent knows of it: the numbers on its case are this machine's own.
        take(small().replace("\"name\": \"alpha\"", "\"name\": \"" + machine.name() + "\"").replace("SN-1", ""));
        drifts.compare();
        reconciliation.edit(ANNA, machine.id(), Map.of("environment", "test", "owner", "web team"), null);

        ConfigurationItem now = cmdb.get(machine.id());
        assertThat(cmdb.list(ListQuery.of("class:server name:" + machine.name())).total()).isEqualTo(1);
        assertThat(reconciliation.records(now.id())).extracting(SourceRecord::source)
                .containsExactlyInAnyOrder("host", "netbox", "person");
        assertThat(now.attributes().keySet()).contains("memory_size", "cpu_count", "rack_position", "owner");
        for (String attribute : now.attributes().keySet()) {
            assertThat(why(now.id(), attribute).candidates()).as(attribute).isNotEmpty();
            assertThat(why(now.id(), attribute).value()).as(attribute).isEqualTo(now.attributes().get(attribute));
        }
        assertThat(why(now.id(), "memory_size").candidates().getFirst().statement().source()).isEqualTo("host");
        assertThat(why(now.id(), "rack_position").candidates().getFirst().statement().source()).isEqualTo("netbox");
        assertThat(why(now.id(), "owner").candidates().getFirst().statement().source()).isEqualTo("person");
    }

    private Resolution why(UUID id, String attribute) {
        return reconciliation.explain(id).stream().filter(each -> each.attribute().equals(attribute)).findFirst()
                .orElseThrow();
    }

    @Test
    void whatNobodySeesIsIntendedAndMissedAndWhatNobodyIntendsIsTold() throws IOException {
        seesAlpha(Map.of("serial_number", "SN-1", "manufacturer", "Acme"));
        ItemRef nic = host.item("network_interface", "eth0", "eth0", Map.of("mtu", 1500));
        host.relation(nic, "part_of", new ItemRef("server", "m1"));
        cmdb.apply(host.discover());
        FakeDiscovery other = new FakeDiscovery("host", "m2");
        other.item("server", "", "Beta", Map.of());
        cmdb.apply(other.discover());
        for (String twin : List.of("m3", "m4")) {
            FakeDiscovery twins = new FakeDiscovery("host", twin);
            twins.item("server", "", "gamma", Map.of());
            cmdb.apply(twins.discover());
        }
        take(small());
        assertThat(cmdb.get(idOf("dc/dcim.device/2")).lifecycle()).isEqualTo(Lifecycle.INTENDED);
        List<Drift> heard = new ArrayList<>();
        drifts.addListener(heard::addAll);
        assertThat(drifts.compare().fresh()).isEqualTo(heard.size());

        // By its name, since nothing identifies it better; and the part within the whole.
        assertThat(idOf("dc/dcim.device/2")).isEqualTo(idOf("m2"));
        assertThat(idOf("dc/dcim.interface/1")).isEqualTo(idOf("m1:eth0"));
        // The panel and the switch are of classes that nobody looks for; delta is only planned; gamma's port is gamma's.
        assertThat(drift(null)).containsExactly("unintended gamma", "unintended gamma",
                "differs eth0 mtu 9000 1500", "ambiguous gamma");
        assertThat(drifts.compare().fresh()).isZero();

        // Which of the two it is, a person says.
        reconciliation.merge(ANNA, idOf("dc/dcim.device/3"), idOf("m3"), "rack walk");
        drifts.compare();
        assertThat(drift(null)).containsExactly("missing eth0", "unintended gamma", "differs eth0 mtu 9000 1500");
        assertThat(drifts.sums()).extracting(DriftSum::ciClass, DriftSum::site, DriftSum::open)
                .contains(org.assertj.core.groups.Tuple.tuple("network_interface", "Harbour", 2L));

        // What was joined by name is told apart, and not joined again.
        UUID act = reconciliation.acts(10).stream().filter(each -> each.items().stream()
                .anyMatch(item -> item.name().equalsIgnoreCase("beta"))).findFirst().orElseThrow().id();
        reconciliation.undo(ANNA, act);
        drifts.compare();
        assertThat(idOf("dc/dcim.device/2")).isNotEqualTo(idOf("m2"));
        assertThat(drift("name:beta")).containsExactlyInAnyOrder("missing beta", "unintended Beta");
    }

    @Test
    void decisionsHoldUntilTheIntentChangesOrTheirTimeIsUp() throws IOException {
        seesAlpha(Map.of("serial_number", "SN-1", "manufacturer", "Acme", "model", "Pizza One"));
        cmdb.apply(host.discover());
        take(small());
        drifts.compare();
        UUID id = first("kind:differs").id();
        assertThatThrownBy(() -> drifts.accept(ANNA, id, " ")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> drifts.ignore(ANNA, id, START, "later")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> drifts.accept(ANNA, new UUID(0, 1), "no")).isInstanceOf(NotFound.class);

        assertThat(drifts.accept(ANNA, id, "the label is newer").state()).isEqualTo(Drift.State.ACCEPTED);
        drifts.compare();
        assertThat(drift("state:open kind:differs")).isEmpty();
        take(small().replace("Pizza 1", "Pizza 2"));
        drifts.compare();
        assertThat(drift("state:open kind:differs")).containsExactly("differs alpha model Pizza 2 Pizza One");

        Drift ignored = drifts.ignore(ANNA, id, START.plus(Duration.ofDays(1)), "is being changed");
        assertThat(ignored.state()).isEqualTo(Drift.State.IGNORED);
        assertThat(Objects.requireNonNull(ignored.decision()).decidedBy()).isEqualTo("anna");
        assertThat(drifts.undo(ANNA, id).state()).isEqualTo(Drift.State.OPEN);
        drifts.ignore(ANNA, id, START.plus(Duration.ofDays(1)), "is being changed");
        clock.advance(Duration.ofDays(2));
        assertThat(first("kind:differs").state()).isEqualTo(Drift.State.OPEN);
        assertThat(drifts.openByKind()).containsEntry("differs", 1L);
        assertThat(activities.of(new RecordRef("ci", idOf("m1").toString()), 10))
                .extracting(each -> each.verb()).startsWith("ignored", "reopened", "ignored", "accepted");

        seesAlpha(Map.of("serial_number", "SN-1", "manufacturer", "Acme", "model", "pizza 2 "));
        cmdb.apply(host.discover());
        drifts.compare();
        assertThat(drift("kind:differs")).isEmpty();
    }

    /** It plans by these numbers, and would find them out by itself a minute later. */
    @Test
    void afterALargeImportTheDatabaseKnowsHowLargeItsTablesAre() {
        int items = 600;
        String rows = IntStream.range(0, items).mapToObj(i -> "server,server-" + i + "\n")
                .collect(Collectors.joining());
        intents.take(ANNA, new Intents.Upload("racks", null, null, null),
                ("class,name\n" + rows).getBytes(StandardCharsets.UTF_8));
        int known = database.jdbi().withHandle(handle -> handle.createQuery("""
            SELECT min(reltuples) FROM pg_class
            WHERE oid IN ('binnacle.configuration_item'::regclass, 'binnacle.source_record'::regclass)
            """).mapTo(Integer.class).one());
        assertThat(known).isEqualTo(items);
    }

    @Test
    void anImportReplacesWhatTheSourceSaidBefore() throws IOException {
        seesAlpha(Map.of("serial_number", "SN-1", "manufacturer", "Acme"));
        cmdb.apply(host.discover());
        byte[] content = small().getBytes(StandardCharsets.UTF_8);
        IntentImport preview = intents.preview(ANNA, netbox(), content);
        assertThat(intents.sources()).isEmpty();
        IntentImport made = take(small());
        assertThat(made.difference()).isEqualTo(preview.difference());
        assertThat(made.difference().problems()).isEmpty();
        assertThat(made.difference().added()).isEqualTo(made.difference().items()).isPositive();
        assertThat(made.difference().relationsAdded()).isEqualTo(made.difference().relations()).isPositive();

        IntentImport again = take(small());
        assertThat(again.version()).isEqualTo(2);
        assertThat(List.of(again.difference().added(), again.difference().changed(), again.difference().removed(),
                again.difference().relationsAdded(), again.difference().relationsRemoved())).containsOnly(0);
        UUID beta = idOf("dc/dcim.device/2");
        String less = small().replaceFirst("(?m)^.*\"name\": \"beta\".*$\\n", "").replace("\"name\": \"delta\"",
                "\"name\": \"delta-2\"");
        assertThat(take(less).difference()).extracting(each -> each.changed(), each -> each.removed(),
                each -> each.relationsRemoved()).containsExactly(1, 1, 2);
        assertThat(cmdb.get(beta).lifecycle()).isEqualTo(Lifecycle.RETIRED);
        assertThat(cmdb.related(beta)).isEmpty();
        assertThat(intents.imports("dc")).extracting(IntentImport::version).containsExactly(3, 2, 1);
        assertThat(intents.sources()).hasSize(1).allMatch(each -> each.seen() == 1 && each.intended() > 20
                && each.claimedClasses().equals(List.of("equipment")));
        assertThatThrownBy(() -> intents.take(ANNA, netbox(), "class,name\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> intents.take(ANNA, new Intents.Upload("a b", null, null, null), content))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> intents.take(ANNA, new Intents.Upload("x", null, Set.of("dragon"), null), content))
                .isInstanceOf(InvalidInput.class);

        intents.delete(ANNA, "dc");
        drifts.compare();
        assertThat(intents.sources()).isEmpty();
        assertThat(drift(null)).isEmpty();
        assertThat(cmdb.get(idOf("m1")).lifecycle()).isEqualTo(Lifecycle.IN_SERVICE);
        assertThatThrownBy(() -> intents.imports("dc")).isInstanceOf(NotFound.class);
        // It may come back.
        assertThat(take(small()).difference().added()).isEqualTo(made.difference().items());
        assertThat(cmdb.get(beta).lifecycle()).isEqualTo(Lifecycle.INTENDED);
    }
}
