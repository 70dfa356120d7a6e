package io.binnacle.cmdb.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.testkit.Fuzz;
import org.junit.jupiter.api.Test;

class IdentificationTest {

    private static final CiModel MODEL = CiModelReader.shipped();
    private static final IdentityRules RULES = new IdentityRules(MODEL);

    private final List<Bearer> bearers = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private long next = 1;

    private UUID server(String source, String key, String... identifiers) {
        return record("server", source, key, true, identifiers);
    }

    private UUID record(String ciClass, String source, String key, boolean present, String... identifiers) {
        UUID id = new UUID(0, next++);
        List<Identifier> given = new ArrayList<>();
        for (String each : identifiers) {
            given.add(new Identifier(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1)));
        }
        bearers.add(new Bearer(id, source + "/" + ciClass + "/" + key, ciClass, source, present,
                RULES.identities(MODEL.find(ciClass).orElseThrow(), key, Map.of(), given)));
        return id;
    }

    private Map<UUID, UUID> items() {
        return partition().items();
    }

    private Partition partition() {
        return Identification.partition(RULES, bearers, decisions);
    }

    @Test
    void sourcesThatKnowTheSameMachineUnderDifferentNamesSpeakOfOneItem() {
        UUID agent = server("host", "m1", "machine_id=0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                "hardware_uuid=4c4c4544-0051-3510-8052-b4c04f4a3132");
        UUID cloud = server("cloud", "i-1", "hardware_uuid=4C4C4544-0051-3510-8052-B4C04F4A3132");
        UUID other = server("cloud", "i-2", "hardware_uuid=4c4c4544-0051-3510-8052-b4c04f4a9999");
        assertThat(items()).containsEntry(agent, agent).containsEntry(cloud, agent).containsEntry(other, other);
    }

    @Test
    void aValueThatNamesNothingFusesNobody() {
        server("host", "m1", "hardware_uuid=00000000-0000-0000-0000-000000000000");
        server("cloud", "i-1", "hardware_uuid=00000000-0000-0000-0000-000000000000");
        assertThat(new HashSet<>(items().values())).hasSize(2);
        assertThat(partition().contradictions()).isEmpty();
    }

    @Test
    void aClonedMachineIdFusesNobodyAndIsTold() {
        String machine = "machine_id=0a1b2c3d4e5f60718293a4b5c6d7e8f9";
        UUID one = server("host-a", "m1", machine, "hardware_uuid=4c4c4544-0051-3510-8052-b4c04f4a0001");
        UUID two = server("host-b", "m2", machine, "hardware_uuid=4c4c4544-0051-3510-8052-b4c04f4a0002");
        UUID unsure = server("sweep", "m3", machine);
        assertThat(items()).containsEntry(one, one).containsEntry(two, two).containsEntry(unsure, unsure);
        assertThat(partition().contradictions()).anySatisfy(each -> {
            assertThat(each.rule()).isEqualTo("machine_id");
            assertThat(each.reason()).contains("hardware_uuid");
            assertThat(each.records()).containsExactly(one, two, unsure);
        });
    }

    @Test
    void whatOneSourceShowsTwiceAtOnceIsTwoThingsAndOneUnderANewKeyIsOne() {
        String machine = "machine_id=0a1b2c3d4e5f60718293a4b5c6d7e8f9";
        UUID old = record("server", "host", "m1", false, machine);
        UUID renamed = record("server", "host", "m1-new", true, machine);
        assertThat(items()).containsEntry(renamed, old);
        UUID copy = record("server", "host", "copy", true, machine);
        assertThat(new HashSet<>(items().values())).containsExactlyInAnyOrder(old, renamed, copy);
        assertThat(partition().contradictions()).anySatisfy(
                each -> assertThat(each.reason()).contains("host shows both at once"));
    }

    @Test
    void aPersonIsObeyed() {
        UUID one = server("a", "1", "machine_id=0a1b2c3d4e5f60718293a4b5c6d7e8f9");
        UUID two = server("b", "2", "machine_id=0a1b2c3d4e5f60718293a4b5c6d7e8f9");
        UUID three = server("c", "3");
        assertThat(items()).containsEntry(two, one).containsEntry(three, three);
        decisions.add(new Decision(one, three, true));
        decisions.add(new Decision(two, one, false));
        assertThat(items()).containsEntry(three, one).containsEntry(two, two);
    }

    @Test
    void whatTooManyBearNamesNothing() {
        for (int i = 0; i <= Identification.BEARERS_MAX; i++) {
            server("source" + i, "k" + i, "machine_id=0a1b2c3d4e5f60718293a4b5c6d7e8f9");
        }
        assertThat(new HashSet<>(items().values())).hasSize(Identification.BEARERS_MAX + 1);
        bearers.removeLast();
        assertThat(new HashSet<>(items().values())).hasSize(1);
    }

    /** Many records that share few values: all kinds of contradictions arise. */
    @Test
    void theOutcomeDoesNotDependOnTheOrderOfArrival() {
        Random random = new Random(Fuzz.seed());
        for (int round = 0; round < 300; round++) {
            bearers.clear();
            decisions.clear();
            List<Runnable> arrivals = new ArrayList<>();
            Map<String, String[]> worlds = new HashMap<>();
            for (int i = 0; i < 14; i++) {
                String source = "s" + random.nextInt(4);
                String key = "k" + i % 9;
                boolean present = random.nextInt(4) > 0;
                if (worlds.put(source + key, new String[0]) == null) {
                    String[] given = someOf(random);
                    String ciClass = random.nextInt(5) == 0 ? "virtual_machine" : "server";
                    arrivals.add(() -> record(ciClass, source, key, present, given));
                }
            }
            Set<Set<String>> expected = null;
            for (int order = 0; order < 4; order++) {
                bearers.clear();
                Collections.shuffle(arrivals, random);
                arrivals.forEach(Runnable::run);
                Set<Set<String>> found = sets();
                if (expected != null) {
                    assertThat(found).isEqualTo(expected);
                }
                expected = found;
            }
        }
    }

    /** What is joined by hand and taken back is as before, ids included. */
    @Test
    void mergeThenSplitIsIdentity() {
        Random random = new Random(Fuzz.seed());
        for (int round = 0; round < 200; round++) {
            bearers.clear();
            decisions.clear();
            for (int i = 0; i < 10; i++) {
                record("server", "s" + random.nextInt(3), "k" + i, true, someOf(random));
            }
            Map<UUID, UUID> before = items();
            UUID one = bearers.get(random.nextInt(10)).id();
            UUID other = bearers.get(random.nextInt(10)).id();
            decisions.add(new Decision(one, other, true));
            Map<UUID, UUID> merged = items();
            assertThat(merged.get(one)).isEqualTo(merged.get(other));
            decisions.clear();
            assertThat(items()).isEqualTo(before);
        }
    }

    private static String[] someOf(Random random) {
        List<String> given = new ArrayList<>();
        if (random.nextInt(3) > 0) {
            given.add("machine_id=0a1b2c3d4e5f60718293a4b5c6d7e8f" + random.nextInt(4));
        }
        if (random.nextInt(3) > 0) {
            given.add("hardware_uuid=4c4c4544-0051-3510-8052-b4c04f4a000" + random.nextInt(4));
        }
        if (random.nextInt(3) == 0) {
            given.add("mac_address=52:54:00:aa:bb:0" + random.nextInt(4));
        }
        return given.toArray(String[]::new);
    }

    private Set<Set<String>> sets() {
        Map<UUID, String> refs = bearers.stream().collect(Collectors.toMap(Bearer::id, Bearer::ref));
        Map<UUID, Set<String>> sets = new HashMap<>();
        items().forEach((record, item) -> sets.computeIfAbsent(item, any -> new TreeSet<>()).add(refs.get(record)));
        return new HashSet<>(sets.values());
    }
}
