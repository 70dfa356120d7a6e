package io.binnacle.cmdb.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class AttributeValuesTest {

    private final CiClass thing = CiModelReader.read("test.yaml", """
        classes:
          - name: thing
            label: Thing
            plural: Things
            attributes:
              - {name: text, label: Text}
              - {name: count, label: Count, type: integer}
              - {name: ratio, label: Ratio, type: number}
              - {name: size, label: Size, type: bytes}
              - {name: flag, label: Flag, type: boolean}
              - {name: at, label: At, type: time}
              - {name: list, label: List, type: list}
        """).classes().getFirst();
    private final List<String> problems = new ArrayList<>();

    private Map<String, Object> coerce(Map<String, Object> observed) {
        return AttributeValues.coerce(thing, observed, violation -> problems.add(violation.toString()));
    }

    @Test
    void valuesBecomeWhatTheTypeKeepsInTheOrderOfTheClass() {
        Map<String, Object> values = coerce(Map.of("list", List.of(1, "b"), "at", Instant.EPOCH, "flag", "true", "size",
                1, "ratio", 2, "count", "7", "text", " a\nb "));
        assertThat(values.toString())
                .isEqualTo("{text=a b, count=7, ratio=2.0, size=1, flag=true, at=1970-01-01T00:00:00Z, list=[1, b]}");
        assertThat(values).containsEntry("count", 7L).containsEntry("size", 1L);
        assertThat(problems).isEmpty();
    }

    @Test
    void whatDoesNotFitIsToldAndLeftOut() {
        Map<String, Object> values = coerce(Map.of("count", 1.5, "size", -1, "flag", "yes", "at", "yesterday", "ratio",
                Double.NaN, "list", "no", "text", "kept"));
        assertThat(values).containsOnlyKeys("text");
        assertThat(problems).hasSize(6);
    }

    @Test
    void anUnknownAttributeIsToldWithASuggestion() {
        coerce(Map.of("cuont", 1));
        assertThat(problems).singleElement().asString()
                .isEqualTo("cuont: expected an attribute of class thing, such as count, got another name");
    }

    @Test
    void anEmptyValueIsNone() {
        assertThat(coerce(Map.of("text", "", "list", List.of()))).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void whatADatabaseCannotKeepIsReplaced() {
        assertThat(coerce(Map.of("text", "a\0b\uD800c"))).containsEntry("text", "a b\uFFFDc");
    }

    @Test
    void textForPeople() {
        assertThat(AttributeValues.text(null)).isNull();
        assertThat(AttributeValues.text(Arrays.asList("a", "b"))).isEqualTo("a, b");
        assertThat(AttributeValues.text(5L)).isEqualTo("5");
    }
}
