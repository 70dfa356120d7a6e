package io.binnacle.cmdb.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.binnacle.cmdb.discovery.host.KnownSignature;
import io.binnacle.cmdb.discovery.host.OwnSignatures;
import io.binnacle.cmdb.discovery.host.SignatureDifference;
import io.binnacle.cmdb.discovery.host.SignatureDifference.Kind;
import io.binnacle.cmdb.discovery.host.SignatureOrigin;
import io.binnacle.cmdb.discovery.host.SignatureVersion;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.cmdb.model.ModelEdit;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.Database;
import io.binnacle.storage.activity.Activity;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.storage.activity.jdbc.JdbcActivityStream;
import io.binnacle.testkit.MutableClock;
import io.binnacle.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JdbcSignaturesTest {

    private static final Actor ANN = new Actor(Actor.Kind.USER, "ann", null);
    private static final String SHOP = """
        # What the shop team runs
        signatures:
          - {id: shop, product: Shop, category: application, match: [{executable: shopd}]}
        """;
    private static final String NGINX = """
          - {id: nginx, product: Front door, category: web, class: web_server, match: [{executable: nginx}]}
        """;

    private final Database database = TestDatabase.create();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-05-01T10:00:00Z"));
    private final JdbcActivityStream activities = new JdbcActivityStream(database.jdbi(), clock);
    private final JdbcCiModels models = new JdbcCiModels(database.jdbi(), activities, clock);
    private final AtomicInteger heard = new AtomicInteger();
    private final JdbcSignatures signatures = signatures();

    private JdbcSignatures signatures() {
        return new JdbcSignatures(database.jdbi(), models::current, activities, heard::incrementAndGet, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private OwnSignatures keep(String yaml) {
        return signatures.keep(ANN, signatures.own().version(), yaml, null);
    }

    private List<KnownSignature> known() {
        return signatures.current().known();
    }

    private static Map<String, SignatureOrigin> origins(List<KnownSignature> known) {
        return Map.of("first", known.getFirst().origin(), "second", known.get(1).origin(), "last",
                known.getLast().origin());
    }

    @Test
    void thoseKeptHereAreTriedFirstAndTakeThePlaceOfShippedOnes() {
        int shipped = known().size();
        assertThat(signatures.own()).isEqualTo(new OwnSignatures(0, "signatures: []\n", List.of()));
        OwnSignatures kept = keep(SHOP + NGINX);
        assertThat(kept).isEqualTo(new OwnSignatures(1, SHOP + NGINX, List.of()));
        assertThat(heard).hasValue(1);
        assertThat(known()).hasSize(shipped + 1).extracting(KnownSignature::id).startsWith("shop", "nginx")
                .doesNotHaveDuplicates();
        assertThat(origins(known())).isEqualTo(Map.of("first", SignatureOrigin.OWN, "second",
                SignatureOrigin.REPLACING, "last", SignatureOrigin.SHIPPED));
        assertThat(known().get(1).ciClass()).isEqualTo("web_server");

        JdbcSignatures restarted = signatures();
        assertThat(restarted.own().version()).isZero();
        restarted.load();
        assertThat(restarted.own()).isEqualTo(kept);
        assertThat(restarted.current().known()).isEqualTo(known());
    }

    @Test
    void everyVersionIsKeptWithWhoWhenWhyAndWhat() {
        signatures.keep(ANN, 0, SHOP, " the shop is new ");
        clock.advance(Duration.ofDays(1));
        keep(SHOP.replace("shopd", "shop2d") + NGINX);
        assertThat(signatures.versions()).containsExactly(
                new SignatureVersion(2, Instant.parse("2026-05-02T10:00:00Z"), "ann", null,
                        List.of(new SignatureDifference("shop", Kind.CHANGED),
                                new SignatureDifference("nginx", Kind.ADDED))),
                new SignatureVersion(1, Instant.parse("2026-05-01T10:00:00Z"), "ann", "the shop is new",
                        List.of(new SignatureDifference("shop", Kind.ADDED))));
        assertThat(signatures.yaml(1)).as("comments too").isEqualTo(SHOP);
        assertThat(signatures.yaml(0)).isEqualTo("signatures: []\n");
        assertThatThrownBy(() -> signatures.yaml(3)).isInstanceOf(NotFound.class);
        Activity noted = activities.of(new RecordRef("signatures", "2"), 5).getFirst();
        assertThat(noted.verb()).isEqualTo("changed");
        assertThat(noted.changes()).isEqualTo(Map.of("shop", new FieldChange("there", "changed"), "nginx",
                new FieldChange(null, "there")));
        assertThatThrownBy(() -> database.jdbi()
                .useHandle(handle -> handle.execute("DELETE FROM binnacle.signature_version")))
                .hasMessageContaining("append-only");
    }

    @Test
    void anEarlierVersionComesBackAsANewOne() {
        keep(SHOP);
        keep("signatures:\n" + NGINX);
        OwnSignatures back = signatures.restore(ANN, 2, 1, "it was better");
        assertThat(back).isEqualTo(new OwnSignatures(3, SHOP, List.of()));
        assertThat(signatures.versions().getFirst().differences()).containsExactlyInAnyOrder(
                new SignatureDifference("shop", Kind.ADDED), new SignatureDifference("nginx", Kind.REMOVED));
        assertThat(activities.of(new RecordRef("signatures", "3"), 5)).singleElement().satisfies(noted -> {
            assertThat(noted.verb()).isEqualTo("restored");
            assertThat(noted.message()).isEqualTo("it was better");
        });
        assertThat(signatures.restore(ANN, 3, 0, null).yaml()).isEqualTo("signatures: []\n");
        assertThat(known()).extracting(KnownSignature::origin).containsOnly(SignatureOrigin.SHIPPED);
        assertThatThrownBy(() -> signatures.restore(ANN, 4, 9, null)).isInstanceOf(NotFound.class);
    }

    @Test
    void whoSawAnOlderVersionIsRefused() {
        keep(SHOP);
        assertThatThrownBy(() -> signatures.keep(ANN, 0, SHOP + NGINX, null)).isInstanceOf(Conflict.class)
                .hasMessageContaining("version 1").hasMessageContaining("you saw 0");
        assertThatThrownBy(() -> signatures.restore(ANN, 0, 0, null)).isInstanceOf(Conflict.class);
        assertThat(keep(SHOP).version()).as("the same again").isEqualTo(1);
        assertThat(heard).hasValue(1);
    }

    @Test
    void aMistakeRefusesTheWholeTextAndNamesEachField() {
        keep(SHOP);
        assertThatThrownBy(() -> keep(SHOP + """
              - {id: a, product: A, category: x, class: wheelbarrow, match: [{path: '('}]}
              - {id: b, category: x}
            """)).isInstanceOf(InvalidInput.class).hasMessageContaining("signatures[1].class")
                .hasMessageContaining("signatures[1].match[0].path").hasMessageContaining("signatures[2].product")
                .hasMessageContaining("signatures[2].match");
        assertThatThrownBy(() -> signatures.keep(ANN, 1, NGINX, "x".repeat(501))).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("note");
        assertThat(signatures.own().version()).isEqualTo(1);
        assertThat(known().getFirst().id()).isEqualTo("shop");
    }

    @Test
    void aClassMadeHereServesUntilItGoes() {
        models.apply(ANN, 0, new ModelEdit(List.of(CiModelReader.definition("test",
                "{name: till, label: Till, plural: Tills, parent: application}")), List.of(), false));
        keep(SHOP.replace("category:", "class: till, category:"));
        assertThat(known().getFirst().ciClass()).isEqualTo("till");
        models.apply(ANN, 1, new ModelEdit(List.of(), List.of("till"), false));
        assertThat(known().getFirst().ciClass()).isEqualTo("application");
        assertThat(signatures.own().problems()).singleElement().asString().contains("shop").contains("till");
    }

    @Test
    void whatCannotBeReadAnyMoreIsToldAndTheProgramsServeAlone() {
        database.jdbi().useHandle(handle -> handle.execute("""
            INSERT INTO binnacle.signature_version (version, at, author, own, differences)
            VALUES (1, now(), 'ann', 'signatures: [{id: x}]', '[]')
            """));
        signatures.load();
        assertThat(known()).extracting(KnownSignature::origin).containsOnly(SignatureOrigin.SHIPPED);
        assertThat(signatures.own().problems()).anySatisfy(each -> assertThat(each).contains("product"));
        assertThat(signatures.own().yaml()).as("to be mended").isEqualTo("signatures: [{id: x}]");
        assertThat(keep(SHOP).problems()).isEmpty();
    }
}
