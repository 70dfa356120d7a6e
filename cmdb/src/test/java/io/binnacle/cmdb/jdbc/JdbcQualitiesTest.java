package io.binnacle.cmdb.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.discovery.FakeDiscovery;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.cmdb.quality.Attestation;
import io.binnacle.cmdb.quality.Attestations;
import io.binnacle.cmdb.quality.ClassQuality;
import io.binnacle.cmdb.quality.ClassQuality.Wanted;
import io.binnacle.cmdb.quality.Qualities;
import io.binnacle.cmdb.quality.jdbc.JdbcAttestations;
import io.binnacle.cmdb.reconcile.Reconciliation;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.Database;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.jdbc.JdbcActivityStream;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.testkit.MutableClock;
import io.binnacle.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcQualitiesTest {

    private static final Actor ANNA = new Actor(Actor.Kind.USER, "anna", null);
    private static final CiModel MODEL = CiModelReader.shippedWith(List.of(CiModelReader.definition("test", """
        name: coffee_machine
        label: Coffee machine
        plural: Coffee machines
        parent: equipment
        keyedBy: name
        attestEvery: 30d
        attributes:
        - {name: bean, label: Bean, required: true}
        - {name: sticker, label: Sticker, unique: true}
        relations:
        - {type: kept_by, label: is kept by, inverse: keeps, to: [team], cardinality: many_to_one}
        """)));

    private final Database database = TestDatabase.create();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-05-01T10:00:00Z"));
    private final JdbcCmdb cmdb = new JdbcCmdb(database.jdbi(), MODEL, clock, new SimpleMeterRegistry());
    private final ActivityStream activities = new JdbcActivityStream(database.jdbi(), clock);
    private final Reconciliation reconciliation = cmdb.reconciliation(activities);
    private final Qualities qualities = cmdb.qualities();
    private final Attestations attestations = new JdbcAttestations(database.jdbi(), activities, clock);
    private final FakeDiscovery kitchen = new FakeDiscovery("kitchen", "k");

    @AfterEach
    void close() {
        database.close();
    }

    private ItemRef machine(String name, Map<String, Object> attributes, Identifier... identifiers) {
        return kitchen.item("coffee_machine", name, name, attributes, identifiers);
    }

    private UUID id(String name) {
        return cmdb.list(ListQuery.of("name:" + name)).items().getFirst().id();
    }

    private List<String> names(String q) {
        return cmdb.list(ListQuery.of(q)).items().stream().map(ConfigurationItem::name).toList();
    }

    /** Who breaks a rule; the count must be that of the list. */
    private List<String> breaking(String rule) {
        ClassQuality.Finding finding = qualities.of("coffee_machine").rules().stream()
                .filter(each -> each.rule().equals(rule)).findFirst().orElseThrow();
        List<String> names = names(finding.q());
        assertThat(finding.count()).as(finding.q()).isEqualTo(names.size());
        return names;
    }

    @Test
    void tellsWhatIsFilledOfAllItemsOfTheClassAndBelow() {
        machine("a", Map.of("bean", "arabica", "owner", "ops", "model", "x"));
        machine("b", Map.of("bean", "robusta"));
        machine("c", Map.of());
        kitchen.item("server", "s", "s", Map.of("model", "y"));
        cmdb.apply(kitchen.discover());
        ClassQuality quality = qualities.of("coffee_machine");
        assertThat(quality.items()).isEqualTo(3);
        assertThat(quality.attestEvery()).isEqualTo("30d");
        assertThat(quality.attributes().getFirst()).satisfies(each -> {
            assertThat(each.attribute()).isEqualTo("bean");
            assertThat(each.wanted()).isEqualTo(Wanted.REQUIRED);
            assertThat(each.known()).isEqualTo(2);
            assertThat(names(each.lacking())).containsExactly("c");
        });
        assertThat(quality.attributes()).filteredOn(each -> each.wanted() == Wanted.EXPECTED).hasSize(4);
        assertThat(quality.score()).isEqualTo(3.0 / 15);
        assertThat(names(quality.q())).containsExactly("a", "b", "c");
        assertThat(quality.seen()).extracting(ClassQuality.Seen::count).containsExactly(3L, 0L, 0L, 0L, 0L);
        assertThat(qualities.of("equipment").items()).as("with those below").isEqualTo(4);
        assertThat(qualities.of("item").items()).isEqualTo(4);
        assertThat(qualities.of("rack").score()).as("of nothing is unknown, not perfect").isNull();
        assertThatThrownBy(() -> qualities.of("coffee_machin")).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("coffee_machine");
        for (String each : List.of("contract", "certificate", "licence", "server", "business_service", "package")) {
            assertThat(qualities.of(each).rules()).as(each).isNotEmpty();
        }
    }

    @Test
    void eachRuleCountsWhatItsFilterLists() {
        ItemRef a = machine("a", Map.of("bean", "x", "sticker", "7", "owner", "ops", "warranty_until", "2026-05-20"));
        machine("b", Map.of("sticker", "7", "support_group", "ops", "warranty_until", "2027-05-20"));
        machine("c", Map.of("bean", "y", "sticker", "8", "stage", "in_stock"));
        ItemRef d = machine("d", Map.of("bean", "y", "owner", "ops", "stage", "in_service"));
        ItemRef one = kitchen.item("team", "t1", "t1", Map.of());
        ItemRef other = kitchen.item("team", "t2", "t2", Map.of());
        kitchen.relation(a, "kept_by", one);
        kitchen.relation(a, "kept_by", other);
        kitchen.relation(d, "kept_by", one);
        kitchen.completeClasses("coffee_machine");
        cmdb.apply(kitchen.discover());
        assertThat(breaking("required")).containsExactly("b");
        assertThat(breaking("unowned")).containsExactly("c");
        assertThat(breaking("unique")).containsExactly("a", "b");
        assertThat(breaking("cardinality")).containsExactly("a");
        assertThat(breaking("unintended")).containsExactly("c");
        assertThat(breaking("ending")).containsExactly("a");
        assertThat(breaking("missing")).isEmpty();
        kitchen.remove(d);
        clock.advance(Duration.ofDays(8));
        cmdb.apply(kitchen.discover());
        assertThat(breaking("missing")).containsExactly("d");
        assertThat(breaking("vanished")).containsExactly("d");
        assertThat(breaking("stale")).isEmpty();
        clock.advance(Duration.ofDays(8));
        assertThat(breaking("stale")).containsExactly("a", "b", "c");
        assertThat(qualities.of("coffee_machine").seen()).extracting(each -> each.from() + " " + each.to(),
                ClassQuality.Seen::count).containsExactly(tuple("null 1h", 0L), tuple("1h 1d", 0L),
                        tuple("1d 7d", 0L), tuple("7d 30d", 4L), tuple("30d null", 0L));
    }

    @Test
    void whatMayBeThereTwiceIsCountedUntilSomebodyTellsItApart() {
        FakeDiscovery netbox = new FakeDiscovery("netbox", "nb");
        netbox.item("server", "1", "one", Map.of("serial_number", "SN-4711"));
        kitchen.item("server", "2", "two", Map.of("serial_number", "SN-4711"));
        cmdb.apply(netbox.discover());
        cmdb.apply(kitchen.discover());
        assertThat(reconciliation.suspicions(10)).hasSize(1);
        assertThat(names("duplicateSuspected:true")).containsExactly("one", "two");
        UUID one = id("one");
        reconciliation.merge(ANNA, one, id("two"), "one machine");
        assertThat(names("duplicateSuspected:true")).isEmpty();
    }

    @Test
    void anAttestationHoldsAsLongAsTheClassSays() {
        machine("a", Map.of());
        machine("b", Map.of());
        kitchen.item("team", "t", "t", Map.of());
        cmdb.apply(kitchen.discover());
        assertThat(breaking("never_attested")).containsExactly("a", "b");
        Attestation made = attestations.attest(ANNA, List.of(id("a")), " looked ").getFirst();
        assertThat(made.note()).isEqualTo("looked");
        assertThat(breaking("never_attested")).containsExactly("b");
        assertThat(names("attestedBy:anna")).containsExactly("a");
        assertThat(cmdb.list(new ListQuery("class:coffee_machine", "attestedAt", null, 10)).items())
                .extracting(ConfigurationItem::name).as("who was never attested sorts last").containsExactly("a", "b");
        clock.advance(Duration.ofDays(29));
        assertThat(breaking("attestation_due")).isEmpty();
        clock.advance(Duration.ofDays(2));
        assertThat(breaking("attestation_due")).containsExactly("a");
        attestations.attest(ANNA, List.of(id("a"), id("b"), id("a")), null);
        assertThat(breaking("attestation_due")).isEmpty();
        assertThat(attestations.of(id("a"))).extracting(Attestation::note).containsExactly(null, "looked");
        assertThatThrownBy(() -> attestations.attest(ANNA, List.of(id("a"), new UUID(1, 2)), null))
                .isInstanceOf(NotFound.class);
        assertThat(attestations.of(id("a"))).as("all or none").hasSize(2);
        assertThatThrownBy(() -> attestations.attest(ANNA, List.of(), null)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> attestations.attest(ANNA, List.of(id("a")), "x".repeat(501)))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void attestationsGoWithTheItemThroughMergeAndSplit() {
        machine("a", Map.of());
        machine("b", Map.of());
        cmdb.apply(kitchen.discover());
        UUID first = id("a");
        UUID second = id("b");
        attestations.attest(ANNA, List.of(second), null);
        UUID act = reconciliation.merge(ANNA, first, second, "one machine");
        assertThat(attestations.of(first)).hasSize(1);
        assertThat(attestations.of(second)).hasSize(1);
        reconciliation.undo(ANNA, act);
        assertThat(attestations.of(first)).isEmpty();
        assertThat(names("attestation:given")).containsExactly("b");
    }
}
