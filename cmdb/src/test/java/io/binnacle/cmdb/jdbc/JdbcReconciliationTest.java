package io.binnacle.cmdb.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import io.binnacle.cmdb.AsOf;
import io.binnacle.cmdb.ChangeKind;
import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.DiscoveryReport;
import io.binnacle.cmdb.reconcile.DuplicateSuspicion;
import io.binnacle.cmdb.EstateDifference;
import io.binnacle.cmdb.EstateHistory;
import io.binnacle.cmdb.reconcile.IdentityAct;
import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.reconcile.Reconciliation;
import io.binnacle.cmdb.RelatedItem;
import io.binnacle.cmdb.RelationEvidence;
import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.discovery.FakeDiscovery;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.cmdb.reconcile.Resolution;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.Database;
import io.binnacle.storage.activity.Activity;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.storage.activity.jdbc.JdbcActivityStream;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.testkit.Fuzz;
import io.binnacle.testkit.MutableClock;
import io.binnacle.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several sources, people, and the past. */
class JdbcReconciliationTest {

    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    private static final Actor ANNA = new Actor(Actor.Kind.USER, "anna", null);
    private static final String UUID_ONE = "4c4c4544-0051-3510-8052-b4c04f4a0001";

    private final Database database = TestDatabase.create();
    private final MutableClock clock = new MutableClock(START);
    private final JdbcCmdb cmdb = new JdbcCmdb(database.jdbi(), CiModelReader.shipped(), clock,
            new SimpleMeterRegistry());
    private final ActivityStream activities = new JdbcActivityStream(database.jdbi(), clock);
    private final Reconciliation reconciliation = cmdb.reconciliation(activities);
    private final EstateHistory history = cmdb.estateHistory();
    private final FakeDiscovery host = new FakeDiscovery("host", "m1");
    private final FakeDiscovery netbox = new FakeDiscovery("netbox", "nb");

    @AfterEach
    void close() {
        database.close();
    }

    private ConfigurationItem found(ItemRef ref) {
        return cmdb.findByKey(ref.ciClass(), ref.key()).orElseThrow();
    }

    private UUID idOf(FakeDiscovery source, ItemRef ref) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
            SELECT ci_id FROM binnacle.source_record
            WHERE source = :source AND ci_class = :class AND key = :key
            """).bind("source", source.name()).bind("class", ref.ciClass()).bind("key", ref.key())
                .mapTo(UUID.class).one());
    }

    private Resolution why(UUID id, String attribute) {
        return reconciliation.explain(id).stream().filter(each -> each.attribute().equals(attribute)).findFirst()
                .orElseThrow();
    }

    private ItemRef seenByHost(Map<String, Object> attributes) {
        return host.item("server", "", "alpha", attributes,
                new Identifier("machine_id", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"),
                new Identifier("hardware_uuid", UUID_ONE));
    }

    private ItemRef seenByNetbox(Map<String, Object> attributes) {
        return netbox.item("server", "device:7", "alpha.example.org", attributes,
                new Identifier("hardware_uuid", UUID_ONE.toUpperCase(java.util.Locale.ROOT)));
    }

    @Test
    void twoSourcesMakeOneItemAndEachValueSaysWhy() {
        ItemRef agent = seenByHost(Map.of("cpu_count", 8, "model", "R740"));
        cmdb.apply(host.discover());
        clock.advance(Duration.ofMinutes(1));
        ItemRef intent = seenByNetbox(Map.of("cpu_count", 4, "model", "PowerEdge R740", "owner", "web team"));
        DiscoveryReport report = cmdb.apply(netbox.discover());
        assertThat(report.added()).isZero();
        assertThat(report.problems()).isEmpty();
        UUID id = idOf(host, agent);
        assertThat(idOf(netbox, intent)).isEqualTo(id);
        assertThat(cmdb.list(ListQuery.of("class:server")).items()).hasSize(1);

        ConfigurationItem item = cmdb.get(id);
        assertThat(item.attributes()).containsEntry("cpu_count", 8L).containsEntry("owner", "web team");
        Resolution cpus = why(id, "cpu_count");
        assertThat(cpus.isContested()).isTrue();
        assertThat(cpus.candidates()).extracting(each -> each.statement().source() + "=" + each.statement().value())
                .containsExactly("host=8", "netbox=4");
        assertThat(cpus.candidates().getFirst().weight()).isGreaterThan(cpus.candidates().getLast().weight());
        assertThat(why(id, "owner").isContested()).isFalse();
        assertThat(reconciliation.records(id)).extracting(SourceRecord::source).containsExactly("host", "netbox");
    }

    @Test
    void aValueThatNobodyConfirmsYieldsToAFresherOne() {
        seenByHost(Map.of("cpu_count", 8));
        cmdb.apply(host.discover());
        UUID id = found(seenByHost(Map.of("cpu_count", 8))).id();
        clock.advance(Duration.ofDays(300));
        seenByNetbox(Map.of("cpu_count", 4));
        cmdb.apply(netbox.discover());
        assertThat(cmdb.get(id).attributes()).containsEntry("cpu_count", 4L);
        cmdb.apply(host.discover());
        // Seen again, the better source is heavier; what changed is that it was seen.
        seenByHost(Map.of("cpu_count", 9));
        clock.advance(Duration.ofMinutes(5));
        cmdb.apply(host.discover());
        assertThat(cmdb.get(id).attributes()).containsEntry("cpu_count", 9L);
    }

    @Test
    void whatPeopleEnterIsOneMoreSource() {
        ItemRef agent = seenByHost(Map.of("cpu_count", 8));
        cmdb.apply(host.discover());
        UUID id = idOf(host, agent);
        clock.advance(Duration.ofMinutes(1));
        reconciliation.edit(ANNA, id, Map.of("owner", "anna", "name", "the old one"), null);
        assertThat(cmdb.get(id).attributes()).containsEntry("owner", "anna").containsEntry("cpu_count", 8L);
        CiChange change = cmdb.history(id, ListQuery.ALL).items().getFirst();
        assertThat(change.source()).isEqualTo("anna");
        assertThat(change.changes()).containsEntry("owner", new FieldChange(null, "anna"));
        assertThat(why(id, "owner").candidates().getFirst().statement().source()).isEqualTo(SourceRecord.PERSON);
        assertThat(why(id, "name").candidates()).hasSize(2);

        Map<String, @Nullable Object> back = new HashMap<>();
        back.put("owner", null);
        reconciliation.edit(ANNA, id, back, null);
        assertThat(cmdb.get(id).attributes()).doesNotContainKey("owner");
        assertThat(cmdb.get(id).lastSeen()).as("an edit is no sighting").isEqualTo(START);
        assertThatThrownBy(() -> reconciliation.edit(ANNA, id, Map.of("cpu_count", "many", "ownr", "red"), null))
                .isInstanceOfSatisfying(InvalidInput.class, e -> assertThat(e.violations()).containsExactlyInAnyOrder(
                        new InvalidInput.Violation("cpu_count", "integer", "many"),
                        new InvalidInput.Violation("ownr", "an attribute of class server, such as owner",
                                "another name")));
        Map<String, @Nullable Object> unknown = new HashMap<>();
        unknown.put("colour", null);
        assertThatThrownBy(() -> reconciliation.edit(ANNA, id, unknown, null)).isInstanceOf(InvalidInput.class)
                .hasMessage("colour: expected an attribute of class server, got another name");
        host.remove(agent);
        cmdb.apply(host.discover());
        assertThat(cmdb.get(id).lifecycle()).as("an edit does not show that it is there")
                .isEqualTo(io.binnacle.cmdb.Lifecycle.MISSING);
    }

    @Test
    void aMergeJoinsHistoryAndRelationsAndUndoGivesAllBack() {
        ItemRef one = host.item("server", "a", "alpha", Map.of("cpu_count", 2));
        ItemRef nginx = host.item("application", "nginx", "nginx", Map.of());
        host.relation(nginx, "runs_on", one);
        cmdb.apply(host.discover());
        ItemRef two = netbox.item("server", "b", "beta", Map.of("owner", "web team"));
        cmdb.apply(netbox.discover());
        UUID first = idOf(host, one);
        UUID second = idOf(netbox, two);
        Map<String, Object> before = cmdb.get(second).attributes();

        clock.advance(Duration.ofMinutes(1));
        UUID act = reconciliation.merge(ANNA, second, first, "the label says so");
        assertThat(cmdb.get(second).id()).isEqualTo(first);
        assertThat(cmdb.get(first).attributes()).containsEntry("owner", "web team").containsEntry("cpu_count", 2L);
        assertThat(cmdb.related(second)).extracting(each -> each.item().name()).containsExactly("nginx");
        assertThat(cmdb.list(ListQuery.of("class:server")).items()).hasSize(1);
        assertThat(cmdb.history(first, ListQuery.ALL).items()).extracting(CiChange::kind)
                .contains(ChangeKind.MERGED, ChangeKind.CREATED);
        assertThat(reconciliation.acts(10)).singleElement().satisfies(each -> {
            assertThat(each.kind()).isEqualTo(IdentityAct.Kind.MERGE);
            assertThat(each.decidedBy()).isEqualTo("anna");
            assertThat(each.items()).hasSize(1);
        });
        assertThat(activities.of(new RecordRef("ci", second.toString()), 5)).extracting(Activity::verb)
                .as("audited").containsExactly("merged");
        assertThatThrownBy(() -> reconciliation.merge(ANNA, first, second, "again")).isInstanceOf(InvalidInput.class);

        clock.advance(Duration.ofMinutes(1));
        reconciliation.undo(ANNA, act);
        assertThat(cmdb.get(second).id()).isEqualTo(second);
        assertThat(cmdb.get(second).attributes()).isEqualTo(before);
        assertThat(cmdb.get(first).attributes()).doesNotContainKey("owner");
        assertThat(cmdb.related(first)).hasSize(1);
        assertThat(cmdb.history(second, ListQuery.ALL).items().getFirst().kind()).isEqualTo(ChangeKind.SPLIT);
        assertThatThrownBy(() -> reconciliation.undo(ANNA, act)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> reconciliation.undo(ANNA, new UUID(1, 2))).isInstanceOf(NotFound.class);
    }

    @Test
    void aSplitHoldsAgainstTheRulesUntilItIsTakenBack() {
        ItemRef agent = seenByHost(Map.of("cpu_count", 8));
        cmdb.apply(host.discover());
        ItemRef intent = seenByNetbox(Map.of("owner", "web team"));
        cmdb.apply(netbox.discover());
        UUID id = idOf(host, agent);
        UUID record = reconciliation.records(id).getLast().id();
        UUID act = reconciliation.split(ANNA, id, List.of(record), "two machines, one board");
        assertThat(idOf(netbox, intent)).isEqualTo(record).isNotEqualTo(id);
        clock.advance(Duration.ofMinutes(5));
        cmdb.apply(netbox.discover());
        assertThat(idOf(netbox, intent)).isEqualTo(record);
        assertThat(reconciliation.suspicions(10)).as("what somebody split is not suspected").isEmpty();
        assertThatThrownBy(() -> reconciliation.merge(ANNA, id, record, "no")).isInstanceOf(Conflict.class);
        reconciliation.undo(ANNA, act);
        assertThat(idOf(netbox, intent)).isEqualTo(id);
    }

    @Test
    void aClonedMachineIdIsAConflictAndAHintOfDuplicatesASuspicion() {
        FakeDiscovery other = new FakeDiscovery("host", "m2");
        host.item("server", "", "alpha", Map.of("serial_number", "XK-77"),
                new Identifier("machine_id", "ffee2c3d4e5f60718293a4b5c6d7e8f9"),
                new Identifier("hardware_uuid", UUID_ONE));
        other.item("server", "", "beta", Map.of("serial_number", "XK-77"),
                new Identifier("machine_id", "ffee2c3d4e5f60718293a4b5c6d7e8f9"),
                new Identifier("hardware_uuid", "4c4c4544-0051-3510-8052-b4c04f4a0002"));
        cmdb.apply(host.discover());
        assertThat(cmdb.apply(other.discover()).problems()).singleElement().asString()
                .contains("machine_id ffee2c3d4e5f60718293a4b5c6d7e8f9", "hardware_uuid");
        assertThat(cmdb.list(ListQuery.of("class:server")).items()).hasSize(2);
        assertThat(reconciliation.conflicts(10)).singleElement()
                .satisfies(each -> assertThat(each.items()).extracting(bearer -> bearer.name())
                        .containsExactly("alpha", "beta"));
        List<DuplicateSuspicion> suspicions = reconciliation.suspicions(10);
        assertThat(suspicions).singleElement().satisfies(each -> {
            assertThat(each.score()).isBetween(0.5, 1.0);
            assertThat(each.reasons()).anySatisfy(reason -> assertThat(reason).contains("serial_number xk-77"));
            assertThat(each.against()).contains("hardware_uuid");
        });
        assertThat(reconciliation.suspicions(suspicions.getFirst().one().id())).isEqualTo(suspicions);
    }

    @Test
    void relationsCarryTheirEvidenceAndAnEndMayComeLater() {
        ItemRef nginx = host.item("application", "nginx", "nginx", Map.of());
        ItemRef later = new ItemRef("application", "nb:db");
        host.relation(nginx, "connects_to", later);
        assertThat(cmdb.apply(host.discover()).problems()).singleElement().asString().contains("no such end yet");
        UUID id = found(nginx).id();
        assertThat(cmdb.related(id)).isEmpty();
        netbox.item("application", "db", "db", Map.of());
        cmdb.apply(netbox.discover());
        assertThat(cmdb.related(id)).extracting(each -> each.item().name()).containsExactly("db");
        clock.advance(Duration.ofMinutes(5));
        cmdb.apply(host.discover());
        assertThat(reconciliation.evidence(id)).singleElement().satisfies(each -> {
            assertThat(each.source()).isEqualTo("host");
            assertThat(each.seenCount()).isEqualTo(2);
            assertThat(each.firstSeen()).isEqualTo(START);
            assertThat(each.expiresAt()).isEqualTo(START.plus(Duration.ofMinutes(65)));
            assertThat(each.endedAt()).isNull();
        });
        host.clearRelations();
        clock.advance(Duration.ofHours(2));
        cmdb.apply(host.discover());
        assertThat(cmdb.related(id)).isEmpty();
        assertThat(reconciliation.evidence(id)).extracting(RelationEvidence::endedAt).containsExactly(clock.instant());
    }

    @Test
    void theEstateIsAskedAsItWasAndAsItWasThenBelieved() {
        ItemRef agent = seenByHost(Map.of("cpu_count", 2));
        cmdb.apply(host.discover());
        UUID id = idOf(host, agent);
        clock.advance(Duration.ofHours(10));
        // Told an hour late: it was so since nine hours after the start.
        seenByHost(Map.of("cpu_count", 4));
        cmdb.apply(host.discover(), 1, START.plus(Duration.ofHours(9)));

        Instant between = START.plus(Duration.ofMinutes(9 * 60 + 30));
        assertThat(cpus(id, new AsOf(between, between))).as("what was believed then").isEqualTo(2L);
        assertThat(cpus(id, new AsOf(between, clock.instant()))).as("what is known now").isEqualTo(4L);
        assertThat(cpus(id, new AsOf(START, clock.instant()))).isEqualTo(2L);
        assertThat(history.find(id, new AsOf(START.minusSeconds(1), clock.instant()))).isEmpty();
        assertThat(history.difference(START, clock.instant(), 10)).containsExactly(new EstateDifference(id, "server",
                "alpha", EstateDifference.Kind.CHANGED, Map.of("cpu_count", new FieldChange("2", "4")),
                List.of("host")));
        assertThat(history.list(ListQuery.of("class:server attributes.cpu_count:2"), new AsOf(START, START)).items())
                .hasSize(1);
        assertThat(cmdb.upkeep().forget(clock.instant().plusSeconds(1))).as("one version, two changes").isEqualTo(3);
        assertThat(cmdb.changes(ListQuery.of("")).items()).isEmpty();
        assertThat(cpus(id, new AsOf(clock.instant(), clock.instant()))).isEqualTo(4L);
    }

    private @Nullable Object cpus(UUID id, AsOf asOf) {
        return history.find(id, asOf).orElseThrow().attributes().get("cpu_count");
    }

    /** What several sources show, in several orders: the same items of the same records with the same values and relations. */
    @Test
    void theOutcomeDoesNotDependOnTheOrderOfArrival() {
        Random random = new Random(Fuzz.seed());
        for (int round = 0; round < 4; round++) {
            List<FakeDiscovery> sources = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                sources.add(world(random, "s" + i, round));
            }
            Map<String, String> first = new TreeMap<>();
            for (int order = 0; order < 3; order++) {
                Collections.shuffle(sources, random);
                Map<String, String> outcome = outcomeOf(sources);
                if (order > 0) {
                    assertThat(outcome).isEqualTo(first);
                }
                first = outcome;
            }
        }
    }

    private static FakeDiscovery world(Random random, String name, int round) {
        FakeDiscovery source = new FakeDiscovery(name, "scope");
        List<ItemRef> servers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<Identifier> identifiers = new ArrayList<>();
            if (random.nextBoolean()) {
                identifiers
                        .add(new Identifier("machine_id", "0a1b2c3d4e5f60718293a4b5c6d7e8" + random.nextInt(10, 14)));
            }
            if (random.nextBoolean()) {
                identifiers.add(
                        new Identifier("hardware_uuid", "4c4c4544-0051-3510-8052-b4c04f4a00" + random.nextInt(10, 14)));
            }
            servers.add(source.item("server", "r" + round + name + i, name + i,
                    Map.of("cpu_count", random.nextInt(1, 4), "model", "model " + random.nextInt(3)),
                    identifiers.toArray(Identifier[]::new)));
        }
        ItemRef application = source.item("application", "r" + round + name + "app", name + "app", Map.of());
        servers.forEach(server -> source.relation(application, "runs_on", server));
        return source;
    }

    private Map<String, String> outcomeOf(List<FakeDiscovery> sources) {
        try (Database own = TestDatabase.create()) {
            JdbcCmdb cmdbs = new JdbcCmdb(own.jdbi(), CiModelReader.shipped(), clock, new SimpleMeterRegistry());
            sources.forEach(source -> cmdbs.apply(source.discover()));
            Map<UUID, String> names = new HashMap<>();
            for (ConfigurationItem item : cmdbs.list(new ListQuery(null, null, null, 200)).items()) {
                names.put(item.id(),
                        cmdbs.reconciliation(new JdbcActivityStream(own.jdbi(), clock)).records(item.id()).stream()
                                .map(each -> each.source() + " " + each.key()).sorted()
                                .collect(Collectors.joining(", ")));
            }
            Map<String, String> outcome = new TreeMap<>();
            names.forEach((id, name) -> outcome.put(name, cmdbs.get(id).name() + " " + cmdbs.get(id).attributes() + " "
                    + cmdbs.related(id).stream().map(each -> each.relation().type() + names.get(each.item().id()))
                            .sorted().toList()));
            return outcome;
        }
    }

    /** Snapshots that are taken on the way are what is answered about them later. */
    @Test
    void asOfEqualsAReplayOfWhatHappened() {
        Random random = new Random(Fuzz.seed());
        List<FakeDiscovery> sources = List.of(host, netbox, new FakeDiscovery("third", "x"));
        List<UUID> acts = new ArrayList<>();
        Map<Instant, Map<UUID, String>> snapshots = new TreeMap<>();
        for (int step = 0; step < 40; step++) {
            clock.advance(Duration.ofMinutes(1 + random.nextInt(100)));
            step(random, sources, acts);
            snapshots.put(clock.instant(), now());
        }
        for (Map.Entry<Instant, Map<UUID, String>> each : snapshots.entrySet()) {
            assertThat(then(new AsOf(each.getKey(), each.getKey()))).as("as believed at %s", each.getKey())
                    .isEqualTo(each.getValue());
            assertThat(then(new AsOf(each.getKey(), clock.instant()))).as("as known now of %s", each.getKey())
                    .isEqualTo(each.getValue());
        }
    }

    private void step(Random random, List<FakeDiscovery> sources, List<UUID> acts) {
        FakeDiscovery source = Fuzz.pick(random, sources);
        switch (random.nextInt(8)) {
            case 0 -> {
                if (!acts.isEmpty()) {
                    reconciliation.undo(ANNA, acts.removeLast());
                }
            }
            case 1 -> {
                List<ConfigurationItem> servers = cmdb.list(ListQuery.of("class:server")).items();
                if (servers.size() > 1) {
                    acts.add(reconciliation.merge(ANNA, servers.getFirst().id(), servers.getLast().id(), "fuzz"));
                }
            }
            case 2 -> {
                clock.advance(Duration.ofDays(random.nextInt(5)));
                cmdb.upkeep().age();
                cmdb.upkeep().weigh();
            }
            case 3 -> {
                List<ConfigurationItem> all = cmdb.list(ListQuery.of("class:server")).items();
                if (!all.isEmpty()) {
                    reconciliation.edit(ANNA, Fuzz.pick(random, all).id(), Map.of("owner", "o" + random.nextInt(3)),
                            null);
                }
            }
            default -> {
                ItemRef server = source.item("server", "k" + random.nextInt(3), "n" + random.nextInt(3),
                        Map.of("cpu_count", random.nextInt(3)),
                        new Identifier("machine_id", "0a1b2c3d4e5f60718293a4b5c6d7e8f" + random.nextInt(3)));
                ItemRef application = source.item("application", "a" + random.nextInt(2), "app", Map.of());
                source.clearRelations();
                if (random.nextBoolean()) {
                    source.relation(application, "runs_on", server);
                }
                if (random.nextInt(3) == 0) {
                    source.remove(server);
                }
                cmdb.apply(source.discover());
            }
        }
    }

    private static String words(ConfigurationItem item, List<RelatedItem> related) {
        return item.ciClass() + " " + item.key() + " " + item.name() + " " + item.lifecycle() + " "
                + new TreeMap<>(item.attributes()) + " " + item.identifiers() + " "
                + related.stream().map(each -> each.relation().type() + each.outgoing() + each.item().id()).sorted()
                        .toList();
    }

    private Map<UUID, String> now() {
        return cmdb.list(new ListQuery(null, null, null, 200)).items().stream()
                .collect(Collectors.toMap(ConfigurationItem::id, each -> words(each, cmdb.related(each.id()))));
    }

    private Map<UUID, String> then(AsOf asOf) {
        return history.list(new ListQuery(null, null, null, 200), asOf).items().stream()
                .collect(
                        Collectors.toMap(ConfigurationItem::id, each -> words(each, history.related(each.id(), asOf))));
    }

    @Test
    void tenWritersAtOnceLoseNothing() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                FakeDiscovery source = new FakeDiscovery("writer" + i, "w");
                writers.add(threads.submit(() -> {
                    for (int k = 0; k < 10; k++) {
                        // All of them know these ten machines.
                        source.item("server", source.name() + k, "machine" + k, Map.of("owner", source.name()),
                                new Identifier("machine_id", "0a1b2c3d4e5f60718293a4b5c6d7e8f" + k));
                        cmdb.apply(source.discover());
                    }
                }));
            }
            for (Future<?> each : writers) {
                each.get();
            }
        }
        List<ConfigurationItem> machines = cmdb.list(ListQuery.of("class:server")).items();
        assertThat(machines).hasSize(10);
        for (ConfigurationItem machine : machines) {
            Set<String> sources = reconciliation.records(machine.id()).stream().map(SourceRecord::source)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(sources).hasSize(10);
        }
    }
}
