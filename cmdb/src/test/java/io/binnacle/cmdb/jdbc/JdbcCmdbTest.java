package io.binnacle.cmdb.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.ChangeKind;
import io.binnacle.cmdb.AsOf;
import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.ClassSummary;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.DiscoveryReport;
import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.Lifecycle;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.RelatedItem;
import io.binnacle.cmdb.discovery.FakeDiscovery;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.health.Health;
import io.binnacle.storage.Database;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.testkit.MutableClock;
import io.binnacle.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcCmdbTest {

    private final Database database = TestDatabase.create();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-05-01T10:00:00Z"));
    private final JdbcCmdb cmdb = new JdbcCmdb(database.jdbi(), CiModelReader.shipped(), clock,
            new SimpleMeterRegistry());
    private final FakeDiscovery world = new FakeDiscovery("fake", "m1");
    private final ItemRef server = world.item("server", "", "alpha", Map.of("cpu_count", 2, "model", "R740"),
            new Identifier("machine_id", "m1"));

    @AfterEach
    void close() {
        database.close();
    }

    private DiscoveryReport look() {
        return cmdb.apply(world.discover());
    }

    private ConfigurationItem found(ItemRef ref) {
        return cmdb.findByKey(ref.ciClass(), ref.key()).orElseThrow();
    }

    private List<CiChange> history(ItemRef ref) {
        return cmdb.history(found(ref).id(), ListQuery.ALL).items();
    }

    @Test
    void whatIsSeenFirstIsCreatedOnce() {
        DiscoveryReport first = look();
        assertThat(first.saw()).isEqualTo(1);
        assertThat(first.added()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(5));
        DiscoveryReport again = look();
        assertThat(again.added() + again.changed() + again.missing()).isZero();
        assertThat(again.changes()).isEmpty();

        ConfigurationItem item = found(server);
        assertThat(item.name()).isEqualTo("alpha");
        assertThat(item.attributes()).containsExactlyInAnyOrderEntriesOf(Map.of("cpu_count", 2L, "model", "R740"));
        assertThat(item.identifiers()).containsExactly(new Identifier("machine_id", "m1"));
        assertThat(item.lifecycle()).isEqualTo(Lifecycle.IN_SERVICE);
        assertThat(item.health()).isEqualTo(Health.OK);
        assertThat(item.firstSeen()).isEqualTo(Instant.parse("2026-05-01T10:00:00Z"));
        assertThat(item.lastSeen()).isEqualTo(Instant.parse("2026-05-01T10:05:00Z"));
        assertThat(history(server)).extracting(CiChange::kind).containsExactly(ChangeKind.CREATED);
    }

    @Test
    void aChangeIsKeptWithBeforeAndAfter() {
        look();
        clock.advance(Duration.ofMinutes(5));
        world.item("server", "", "beta", Map.of("cpu_count", 4, "addresses", List.of("10.0.0.1", "10.0.0.2")),
                new Identifier("machine_id", "m1"));
        DiscoveryReport report = look();
        assertThat(report.changed()).isEqualTo(1);
        CiChange change = history(server).getFirst();
        assertThat(change.kind()).isEqualTo(ChangeKind.CHANGED);
        assertThat(change.changes()).containsExactlyInAnyOrderEntriesOf(Map.of(
                "name", new FieldChange("alpha", "beta"),
                "model", new FieldChange("R740", null),
                "cpu_count", new FieldChange("2", "4"),
                "addresses", new FieldChange(null, "10.0.0.1, 10.0.0.2")));
        assertThat(cmdb.changes(ListQuery.of("kind:changed")).items()).containsExactly(change);
    }

    @Test
    void whatMovesByItselfIsKeptUpToDateWithoutHistory() {
        ItemRef nginx = world.item("application", "nginx:80", "nginx", Map.of("pid", 100));
        look();
        world.item("application", "nginx:80", "nginx", Map.of("pid", 200));
        assertThat(look().changed()).isZero();
        assertThat(found(nginx).attributes()).containsEntry("pid", 200L);
        assertThat(history(nginx)).hasSize(1);
    }

    @Test
    void whatIsNotFoundAnyMoreIsMissingThenRetiredAndReturnsAsTheSameItem() {
        ItemRef data = world.item("file_system", "/data", "/data", Map.of("size", 1_000));
        look();
        UUID id = found(data).id();
        world.remove(data);
        assertThat(look().missing()).isEqualTo(1);
        assertThat(found(data).lifecycle()).isEqualTo(Lifecycle.MISSING);
        assertThat(look().missing()).as("it is told once").isZero();

        assertThat(cmdb.upkeep().age().retired()).isZero();
        clock.advance(Duration.ofDays(8));
        look();
        assertThat(cmdb.upkeep().age().retired()).isEqualTo(1);
        assertThat(found(data).lifecycle()).isEqualTo(Lifecycle.RETIRED);

        world.item("file_system", "/data", "/data", Map.of("size", 2_000));
        assertThat(look().changed()).isEqualTo(1);
        assertThat(found(data).id()).isEqualTo(id);
        assertThat(history(data)).extracting(CiChange::kind).containsExactly(ChangeKind.RETURNED, ChangeKind.RETIRED,
                ChangeKind.MISSING, ChangeKind.CREATED);
        assertThat(history(data).getFirst().changes()).containsEntry("size", new FieldChange("1000", "2000"))
                .containsEntry("lifecycle", new FieldChange("retired", "in_service"));
    }

    @Test
    void aClassThatWasReadInPartLosesNothing() {
        ItemRef vim = world.item("package", "dpkg:vim", "vim", Map.of("version", "9"));
        look();
        world.remove(vim);
        world.completeClasses("server");
        assertThat(look().missing()).isZero();
        assertThat(found(vim).lifecycle()).isEqualTo(Lifecycle.IN_SERVICE);
    }

    @Test
    void aSourceMissesOnlyWhatItsOwnScopeGave() {
        FakeDiscovery elsewhere = new FakeDiscovery("fake", "m2");
        ItemRef other = elsewhere.item("server", "", "omega", Map.of());
        cmdb.apply(elsewhere.discover());
        assertThat(look().missing()).isZero();
        assertThat(found(other).lifecycle()).isEqualTo(Lifecycle.IN_SERVICE);
    }

    @Test
    void anIdentifierFindsTheItemUnderANewKey() {
        look();
        UUID id = found(server).id();
        FakeDiscovery renamed = new FakeDiscovery("fake", "m1");
        ItemRef moved = renamed.item("server", "new", "alpha", Map.of("cpu_count", 2, "model", "R740"),
                new Identifier("machine_id", "m1"));
        DiscoveryReport report = cmdb.apply(renamed.discover());
        assertThat(report.added()).isZero();
        assertThat(report.missing()).isZero();
        assertThat(found(moved).id()).isEqualTo(id);
        assertThat(history(moved).getFirst().changes()).containsOnlyKeys("key");
    }

    @Test
    void twoItemsWithOneIdentifierStayTwoAndAreTold() {
        ItemRef copy = world.item("server", "copy", "clone", Map.of(), new Identifier("machine_id", "m1"));
        DiscoveryReport first = look();
        assertThat(first.problems()).singleElement().asString().contains("machine_id m1", "shows both at once");
        assertThat(first.saw()).isEqualTo(2);
        assertThat(found(copy).id()).isNotEqualTo(found(server).id());
        DiscoveryReport again = look();
        assertThat(again.changes()).isEmpty();
    }

    @Test
    void aBadValueIsAProblemAndTheGoodBesideItIsKept() {
        ItemRef data = world.item("file_system", "/data", "/data",
                Map.of("size", "big", "type", "ext4", "colour", "red", "read_only", "true"));
        world.item("spaceship", "x", "x", Map.of());
        DiscoveryReport report = look();
        assertThat(report.problems()).hasSize(3)
                .anySatisfy(problem -> assertThat(problem).contains("size").contains("bytes").contains("big"))
                .anySatisfy(problem -> assertThat(problem).contains("colour"))
                .anySatisfy(problem -> assertThat(problem).contains("spaceship"));
        assertThat(found(data).attributes())
                .containsExactlyInAnyOrderEntriesOf(Map.of("type", "ext4", "read_only", true));
    }

    @Test
    void secretsInCommandLinesAreNeverStored() {
        ItemRef app = world.item("application", "app:1", "app",
                Map.of("command_line", "app --password=hunter2 --url postgres://u:hunter2@db/x"));
        look();
        assertThat(found(app).attributes().get("command_line"))
                .isEqualTo("app --password=*** --url postgres://u:***@db/x");
    }

    @Test
    void relationsComeAndGoWithHistory() {
        ItemRef nginx = world.item("application", "nginx:80", "nginx", Map.of());
        ItemRef postgres = world.item("application", "postgresql:5432", "PostgreSQL", Map.of());
        world.relation(nginx, "runs_on", server);
        look();
        assertThat(history(nginx)).as("a new item's relations go without saying").hasSize(1);
        world.relation(nginx, "connects_to", postgres);
        look();
        UUID nginxId = found(nginx).id();
        assertThat(cmdb.related(nginxId)).extracting(each -> each.relation().type() + " " + each.item().name())
                .containsExactly("connects_to PostgreSQL", "runs_on alpha");
        assertThat(cmdb.related(found(postgres).id())).extracting(RelatedItem::outgoing).containsExactly(false);
        assertThat(history(nginx).getFirst().kind()).isEqualTo(ChangeKind.RELATION_ADDED);

        world.clearRelations();
        clock.advance(Duration.ofMinutes(30));
        look();
        assertThat(cmdb.related(nginxId)).as("a connection lingers for an hour").hasSize(1);
        clock.advance(Duration.ofMinutes(31));
        look();
        assertThat(cmdb.related(nginxId)).isEmpty();
        assertThat(history(nginx).getFirst().changes())
                .containsEntry("connects_to", new FieldChange("PostgreSQL", null));
    }

    @Test
    void aMissingItemKeepsItsPlaceUntilItIsRetired() {
        ItemRef nginx = world.item("application", "nginx:80", "nginx", Map.of());
        world.relation(nginx, "runs_on", server);
        look();
        world.remove(nginx);
        look();
        assertThat(cmdb.related(found(nginx).id())).hasSize(1);
        clock.advance(Duration.ofDays(8));
        cmdb.upkeep().age();
        assertThat(cmdb.related(found(nginx).id())).isEmpty();
    }

    @Test
    void aRelationThatTheModelDoesNotAllowOrWithoutAnEndIsAProblem() {
        ItemRef nginx = world.item("application", "nginx:80", "nginx", Map.of());
        world.relation(server, "runs_on", nginx);
        world.relation(nginx, "connects_to", new ItemRef("application", "nowhere"));
        assertThat(look().problems()).hasSize(2);
        assertThat(cmdb.related(found(nginx).id())).isEmpty();
    }

    @Test
    void listsFilterByFieldsAndAttributes() {
        world.item("application", "nginx:80", "nginx", Map.of("product", "nginx", "tcp_ports", List.of("80", "443")));
        world.item("application", "postgresql:5432", "PostgreSQL", Map.of("product", "PostgreSQL"));
        world.item("file_system", "/data", "/data", Map.of("size", 5_000));
        world.item("file_system", "/", "/", Map.of("size", 10));
        look();
        assertThat(names("class:application")).containsExactly("nginx", "PostgreSQL");
        assertThat(names("attributes.product:NGINX")).containsExactly("nginx");
        assertThat(names("attributes.size>1000")).containsExactly("/data");
        assertThat(names("postgre")).containsExactly("PostgreSQL");
        assertThat(names("lifecycle:missing")).isEmpty();
        assertThat(names("health:ok class:server lastSeen>now-1h source:fake")).containsExactly("alpha");
        assertThatThrownBy(() -> names("clas:server")).isInstanceOf(InvalidInput.class).hasMessageContaining("class");
        assertThat(cmdb.list(new ListQuery(null, "-attributes.size", null, 1)).items().getFirst().name())
                .isEqualTo("/data");
    }

    @Test
    void listsFilterByWhatItemsAreConnectedWith() {
        ItemRef nginx = world.item("application", "nginx:80", "nginx", Map.of("product", "nginx"));
        ItemRef postgres = world.item("application", "postgresql:5432", "PostgreSQL",
                Map.of("product", "say \"Post\\gres\""));
        world.relation(nginx, "runs_on", server);
        world.relation(nginx, "connects_to", postgres);
        look();
        assertThat(names("connects_to(name:postgresql)")).containsExactly("nginx");
        assertThat(names("class:application -connects_to(name:postgresql)")).containsExactly("PostgreSQL");
        assertThat(names("runs(connects_to(class:application) name~ngi)")).as("from the other end").containsExactly(
                "alpha");
        assertThat(names("related(name:nginx)")).containsExactly("PostgreSQL", "alpha");
        assertThat(names("product~\"st\\\\gres\\\"\"")).as("what JSON writes otherwise is found too")
                .containsExactly("PostgreSQL");
        assertThatThrownBy(() -> names("connect_to(nginx)")).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("connects_to(…)");
        Instant seen = clock.instant();
        world.clearRelations();
        clock.advance(Duration.ofHours(2));
        look();
        assertThat(names("connects_to(name:postgresql)")).isEmpty();
        assertThat(
                cmdb.estateHistory().list(ListQuery.of("connects_to(name:postgresql)"), new AsOf(seen, clock.instant()))
                        .items())
                .extracting(ConfigurationItem::name).as("as it was").containsExactly("nginx");
    }

    private List<String> names(String q) {
        return cmdb.list(ListQuery.of(q)).items().stream().map(ConfigurationItem::name).toList();
    }

    @Test
    void healthIsSetAndCountedByClass() {
        ItemRef data = world.item("file_system", "/data", "/data", Map.of());
        world.item("file_system", "/", "/", Map.of());
        look();
        cmdb.setHealth(found(data).id(), Health.MAJOR, "97 % full");
        assertThat(found(data).health()).isEqualTo(Health.MAJOR);
        assertThat(found(data).healthReason()).isEqualTo("97 % full");
        look();
        assertThat(found(data).health()).as("discovery does not judge").isEqualTo(Health.MAJOR);
        ClassSummary fileSystems = cmdb.classSummaries().stream()
                .filter(each -> each.ciClass().name().equals("file_system")).findFirst().orElseThrow();
        assertThat(fileSystems.inService()).isEqualTo(2);
        assertThat(fileSystems.worstHealth()).isEqualTo(Health.MAJOR);
        cmdb.setHealth(found(data).id(), Health.OK, null);
        assertThat(found(data).healthReason()).isNull();
    }

    @Test
    void theHistoryCannotBeRewritten() {
        look();
        assertThatThrownBy(() -> database.jdbi()
                .useHandle(handle -> handle.execute("UPDATE binnacle.ci_change SET kind = 'changed'")))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> database.jdbi().useHandle(handle -> handle.execute("DELETE FROM binnacle.ci_change")))
                .hasMessageContaining("append-only");
    }

    @Test
    void listenersHearOfChangesAfterTheCommitAndAFailingOneHarmsNobody() {
        List<CiChange> heard = new ArrayList<>();
        cmdb.addListener(changes -> {
            throw new IllegalStateException("on purpose");
        });
        cmdb.addListener(changes -> {
            assertThat(cmdb.findByKey("server", "m1")).isPresent();
            heard.addAll(changes);
        });
        look();
        look();
        assertThat(heard).extracting(CiChange::kind).containsExactly(ChangeKind.CREATED);
    }

    @Test
    void anUnknownIdIsNotFound() {
        assertThatThrownBy(() -> cmdb.get(new UUID(1, 2))).isInstanceOf(NotFound.class);
        assertThat(cmdb.find(new UUID(1, 2))).isEmpty();
        assertThat(cmdb.related(new UUID(1, 2))).isEmpty();
    }

    @Test
    void theWatchListHoldsServicesUntilTheyAreRetired() {
        ItemRef nginx = world.item("application", "nginx:80", "nginx",
                Map.of("service", true, "tcp_ports", List.of("80", "443"), "unit", "nginx.service", "executable",
                        "/usr/sbin/nginx"));
        world.item("application", "curl@root", "curl", Map.of("service", false));
        world.item("system_service", "nginx.service", "nginx", Map.of("unit", "nginx.service", "enabled", "enabled",
                "state", "active", "type", "forking"));
        world.item("system_service", "cron.service", "cron", Map.of("unit", "cron.service", "enabled", "enabled",
                "state", "active", "type", "simple"));
        world.item("system_service", "once.service", "once", Map.of("unit", "once.service", "enabled", "enabled",
                "state", "active", "type", "oneshot"));
        world.item("system_service", "idle.service", "idle", Map.of("unit", "idle.service", "enabled", "enabled",
                "state", "inactive", "type", "simple"));
        look();
        assertThat(cmdb.watchedServices()).extracting(each -> each.ciClass() + " " + each.name())
                .containsExactly("application nginx", "system_service cron");
        assertThat(cmdb.watchedServices().getFirst().tcpPorts()).containsExactly(80, 443);
        assertThat(cmdb.watchedServices().getFirst().key()).isEqualTo("m1:nginx:80");
        assertThat(cmdb.watchedServices().getFirst().executable()).isEqualTo("/usr/sbin/nginx");

        world.remove(nginx);
        world.item("system_service", "cron.service", "cron", Map.of("unit", "cron.service", "enabled", "enabled",
                "state", "inactive", "type", "simple"));
        look();
        assertThat(cmdb.watchedServices()).hasSize(2);
        clock.advance(Duration.ofDays(8));
        cmdb.upkeep().age();
        assertThat(cmdb.watchedServices()).extracting(each -> each.ciClass() + " " + each.name())
                .containsExactly("system_service cron", "system_service nginx");
    }

    /** As when its signature gets another class. */
    @Test
    void aProgramOfAnotherClassStaysTheItemThatItWasAndIsWatched() {
        UUID before = null;
        for (String ciClass : List.of("application", "web_server", "application")) {
            clock.advance(Duration.ofMinutes(5));
            cmdb.apply(new DiscoveryResult("host", "m1", Set.of("application", "web_server"),
                    List.of(new ObservedItem(ciClass, "m1:nginx:80", "nginx",
                            Map.of("service", true, "tcp_ports", List.of("80"), "executable", "/usr/sbin/nginx"),
                            List.of())),
                    List.of(), List.of()));
            assertThat(cmdb.watchedServices()).singleElement().satisfies(watched -> {
                assertThat(watched.name()).isEqualTo("nginx");
                assertThat(watched.executable()).isEqualTo("/usr/sbin/nginx");
            });
            UUID now = cmdb.watchedServices().getFirst().ciId();
            assertThat(now).isEqualTo(before == null ? now : before);
            before = now;
        }
    }

    @Test
    void thousandsOfItemsAndRelationsAreOneLook() {
        ItemRef os = world.item("operating_system", "os", "Debian", Map.of());
        for (int i = 0; i < 2_000; i++) {
            world.relation(world.item("package", "dpkg:package-" + i, "package-" + i, Map.of("version", "1." + i)),
                    "installed_on", os);
        }
        assertThat(look().added()).isEqualTo(2_002);
        assertThat(look().changes()).isEmpty();
        assertThat(cmdb.list(ListQuery.of("class:package")).total()).isEqualTo(2_000);
        assertThat(cmdb.related(found(os).id())).hasSize(2_000);
    }
}
