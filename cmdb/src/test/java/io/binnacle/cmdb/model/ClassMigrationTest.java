package io.binnacle.cmdb.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

import io.binnacle.testkit.Fuzz;
import org.junit.jupiter.api.Test;

class ClassMigrationTest {

    private final List<Obstacle> obstacles = new ArrayList<>();

    private static CiClass thing(String attributes) {
        return CiModelReader.read("test.yaml", """
            classes:
              - name: thing
                label: Thing
                plural: Things
                attributes:
            """ + attributes.indent(6)).find("thing").orElseThrow();
    }

    private ClassMigration migration(String before, String after, boolean dropValues) {
        return new ClassMigration(thing(before), thing(after), dropValues, obstacles::add);
    }

    private Map<String, Object> migrate(ClassMigration migration, String name, Map<String, Object> values) {
        return migration.migrate(new ItemValues(idOf(name), name, values));
    }

    private Map<String, Object> migrate(String before, String after, Map<String, Object> values) {
        return migrate(migration(before, after, false), "one", values);
    }

    @Test
    void textThatReadsAsANumberBecomesOne() {
        assertThat(migrate("- {name: size, label: Size}", "- {name: size, label: Size, type: integer}",
                Map.of("size", "42"))).isEqualTo(Map.of("size", 42L));
        assertThat(obstacles).isEmpty();
    }

    @Test
    void textThatDoesNotSaysWhichItemAndWhy() {
        assertThat(migrate("- {name: size, label: Size}", "- {name: size, label: Size, type: integer}",
                Map.of("size", "big"))).isEmpty();
        assertThat(obstacles).containsExactly(
                new Obstacle("thing", new UUID(0, 1), "one", "size", "integer", "big"));
    }

    @Test
    void aRenamedAttributeTakesItsValuesAlong() {
        assertThat(migrate("- {name: colour, label: Colour}",
                "- {name: paint, label: Paint, was: colour, type: enum, oneOf: [red, blue]}",
                Map.of("colour", "red"))).isEqualTo(Map.of("paint", "red"));
        assertThat(obstacles).isEmpty();
        assertThat(migrate("- {name: colour, label: Colour}",
                "- {name: paint, label: Paint, was: colour, type: enum, oneOf: [red, blue]}",
                Map.of("colour", "green"))).isEmpty();
        assertThat(obstacles).extracting(Obstacle::expected).containsExactly("one of red, blue");
    }

    @Test
    void anotherUnitIsAnotherNumber() {
        assertThat(migrate("- {name: length, label: Length, type: number, unit: m}",
                "- {name: length, label: Length, type: integer, unit: mm}", Map.of("length", 1.25)))
                .isEqualTo(Map.of("length", 1_250L));
        assertThat(migrate("- {name: memory, label: Memory, type: integer, unit: MiB}",
                "- {name: memory, label: Memory, type: bytes}", Map.of("memory", 512L)))
                .isEqualTo(Map.of("memory", 512L << 20));
        assertThat(obstacles).isEmpty();
        migrate("- {name: length, label: Length, type: integer, unit: mm}",
                "- {name: length, label: Length, type: integer, unit: m}", Map.of("length", 1_250L));
        migrate("- {name: length, label: Length, type: integer, unit: mm}",
                "- {name: length, label: Length, type: integer, unit: kg}", Map.of("length", 1_250L));
        assertThat(obstacles).extracting(Obstacle::expected).containsExactly("integer, not 1.25 m",
                "a unit that mm can be converted to, not kg");
    }

    @Test
    void aUnitWhereThereWasNoneSaysWhatTheNumberAlwaysMeant() {
        assertThat(migrate("- {name: length, label: Length, type: integer}",
                "- {name: length, label: Length, type: integer, unit: mm}", Map.of("length", 7L)))
                .isEqualTo(Map.of("length", 7L));
    }

    @Test
    void valuesOfAnAttributeThatGoesAreDroppedOnlyOnDemand() {
        String before = "- {name: size, label: Size}\n- {name: colour, label: Colour}";
        String after = "- {name: size, label: Size}";
        migrate(before, after, Map.of("size", "1", "colour", "red"));
        assertThat(obstacles).extracting(Obstacle::field).containsExactly("colour");
        obstacles.clear();
        assertThat(migrate(migration(before, after, true), "one", Map.of("size", "1", "colour", "red")))
                .isEqualTo(Map.of("size", "1"));
        assertThat(obstacles).isEmpty();
    }

    @Test
    void whatIsRequiredFromNowOnMustBeThere() {
        String before = "- {name: size, label: Size}";
        String after = "- {name: size, label: Size, required: true}";
        migrate(before, after, Map.of());
        assertThat(obstacles).extracting(Obstacle::expected).containsExactly("a value");
        obstacles.clear();
        migrate(after, after, Map.of());
        assertThat(obstacles).as("it was so before").isEmpty();
    }

    /** Items of different names are different items. */
    private static UUID idOf(String name) {
        return new UUID(0, name.equals("one") ? 1 : name.hashCode());
    }

    @Test
    void whatIsUniqueFromNowOnIsThereOnce() {
        ClassMigration migration = migration("- {name: code, label: Code}",
                "- {name: code, label: Code, unique: true}", false);
        migrate(migration, "one", Map.of("code", "a"));
        migrate(migration, "two", Map.of("code", "b"));
        migrate(migration, "three", Map.of("code", "a"));
        assertThat(obstacles).extracting(Obstacle::ciName).containsExactly("three");
        assertThat(obstacles.getFirst().expected()).contains("one has it too");
    }

    @Test
    void aTighterConstraintIsHeldAgainstWhatIsThere() {
        migrate("- {name: size, label: Size, type: integer}", "- {name: size, label: Size, type: integer, max: 10}",
                Map.of("size", 11L));
        migrate("- {name: mail, label: Mail}", "- {name: mail, label: Mail, pattern: '[^@]+@[^@]+'}",
                Map.of("mail", "nobody"));
        assertThat(obstacles).extracting(Obstacle::expected).containsExactly("at most 10", "a text like [^@]+@[^@]+");
    }

    @Test
    void aSecretIsNotToldAndOneThatBecomesSecretIsRedacted() {
        migrate("- {name: key, label: Key, sensitive: true}",
                "- {name: key, label: Key, type: integer, sensitive: true}", Map.of("key", "hunter2"));
        assertThat(obstacles).extracting(Obstacle::got).containsExactly("");
        assertThat(migrate("- {name: run, label: Run}", "- {name: run, label: Run, sensitive: true}",
                Map.of("run", "app --password=hunter2"))).isEqualTo(Map.of("run", "app --password=***"));
    }

    @Test
    void aChangeOfWordsAloneTouchesNothing() {
        assertThat(migration("- {name: size, label: Size}", "- {name: size, label: Extent, description: x}", false)
                .touchesValues()).isFalse();
    }

    /** What becomes another type and then what it was is what it was. */
    @Test
    void thereAndBackIsWhereItWas() {
        RandomGenerator random = Fuzz.random();
        Map<String, String> ways = new HashMap<>();
        ways.put("integer", "text");
        ways.put("number", "text");
        ways.put("boolean", "text");
        ways.put("time", "text");
        ways.put("date", "text");
        ways.put("list", "text");
        ways.put("bytes", "integer");
        ways.put("integer, unit: m", "integer, unit: mm");
        ways.put("integer, unit: GHz", "number, unit: Hz");
        ways.put("integer, unit: s", "text");
        ways.put("enum, oneOf: [a, b]", "list");
        for (int round = 0; round < 200; round++) {
            ways.forEach((here, there) -> {
                String before = "- {name: x, label: X, type: " + here + "}";
                String after = "- {name: y, label: Y, was: x, type: " + there + "}";
                String back = "- {name: x, label: X, was: y, type: " + here + "}";
                Map<String, Object> values = Map.of("x", value(random, here));
                Map<String, Object> over = migrate(before, after, values);
                assertThat(over).as("%s as %s", values, there).containsOnlyKeys("y");
                assertThat(migrate(after, back, over)).as("%s as %s", values, there).isEqualTo(values);
            });
        }
        assertThat(obstacles).isEmpty();
    }

    private static Object value(RandomGenerator random, String type) {
        return switch (type.split(",", -1)[0]) {
            case "integer" -> random.nextLong(-1_000_000_000L, 1_000_000_000L);
            case "bytes" -> random.nextLong(0, Long.MAX_VALUE);
            case "number" -> random.nextDouble(-1e9, 1e9);
            case "boolean" -> random.nextBoolean();
            case "time" -> Instant.ofEpochMilli(random.nextLong(0, 4_000_000_000_000L)).toString();
            case "date" -> LocalDate.ofEpochDay(random.nextLong(0, 40_000)).toString();
            case "enum" -> Fuzz.pick(random, List.of("a", "b"));
            default -> random.ints(1 + random.nextInt(4), 0, 1_000).mapToObj(each -> "word " + each).toList();
        };
    }
}
