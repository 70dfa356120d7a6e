package io.binnacle.storage.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.storage.list.FilterTerm.Comparison;
import io.binnacle.storage.list.FilterTerm.TimeSpan;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListSchemaTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final UUID ID = UUID.fromString("0192a0b0-0000-7000-8000-000000000001");

    private final ListSchema schema = ListSchema.of("incidents")
            .id("id", "i.id")
            .searched("title", "i.title")
            .text("owner", "i.owner")
            .oneOf("severity", "i.severity", "critical", "major", "warning")
            .number("alerts", "i.alerts")
            .time("openedAt", "i.opened_at")
            .flag("byHand", "i.by_hand")
            .sortedBy("-openedAt").tiebreak("id");

    @Test
    void noFilterIsNoTerm() {
        assertThat(schema.filter(null, NOW)).isEmpty();
        assertThat(schema.filter("  ", NOW)).isEmpty();
    }

    @Test
    void everyFormOfTermIsRead() {
        assertThat(schema.filter("disk \"full now\" -title~\"a \\\"b\" severity:major,CRITICAL owner:* -owner:anna",
                NOW)).containsExactly(
                        new FilterTerm.Search(false, "disk"),
                        new FilterTerm.Search(false, "full now"),
                        new FilterTerm.Contains(true, field("title"), "a \"b"),
                        new FilterTerm.AnyOf(false, field("severity"), List.of("major", "critical")),
                        new FilterTerm.Present(false, field("owner")),
                        new FilterTerm.AnyOf(true, field("owner"), List.of("anna")));
    }

    @Test
    void valuesAreReadByTheTypeOfTheirField() {
        assertThat(schema.filter("alerts>=3 alerts<0.5 byHand:yes id:" + ID, NOW)).containsExactly(
                new FilterTerm.Compare(false, field("alerts"), Comparison.GREATER_OR_EQUAL, 3L),
                new FilterTerm.Compare(false, field("alerts"), Comparison.LESS, new java.math.BigDecimal("0.5")),
                new FilterTerm.AnyOf(false, field("byHand"), List.of(true)),
                new FilterTerm.AnyOf(false, field("id"), List.of(ID)));
    }

    @ParameterizedTest
    @CsvSource({"2026-02-28, 2026-02-28T00:00:00Z, 2026-03-01T00:00:00Z",
            "2026-02-28T10:00:00+02:00, 2026-02-28T08:00:00Z, 2026-02-28T08:00:00.000001Z",
            "now, 2026-03-01T12:00:00Z, 2026-03-01T12:00:00.000001Z",
            "now-1h30m, 2026-03-01T10:30:00Z, 2026-03-01T10:30:00.000001Z",
            "now+1d, 2026-03-02T12:00:00Z, 2026-03-02T12:00:00.000001Z"})
    void timesAreReadInEveryForm(String written, Instant from, Instant until) {
        assertThat(schema.filter("openedAt:" + written, NOW)).containsExactly(
                new FilterTerm.AnyOf(false, field("openedAt"), List.of(new TimeSpan(from, until))));
        assertThat(schema.filter("openedAt>" + written, NOW)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"ownr:anna | owner:…, or the text in quotes",
            "fe80::1 | one of the fields", "severity:criticl | severity:critical",
            "severity:x | one of critical, major",
            "alerts:many | a number", "openedAt:yesterday | a time like", "openedAt>99999-01-01 | a time like",
            "openedAt>now-99999999y | a time like", "byHand:maybe | byHand:true", "id:7 | a UUID", "owner: | a value",
            "owner:anna, | a value", "alerts~1 | only text has parts", "owner>a | only numbers and times",
            "\"open | a closing quote", "alerts:1e999999 | a number"})
    void aFilterThatCannotBeReadSaysWhatWould(String q, String expected) {
        assertThatThrownBy(() -> schema.filter(q, NOW)).isInstanceOf(InvalidInput.class).hasMessageContaining(expected);
    }

    private final ListRelation needs = new ListRelation("depends_on", "i.id IN (SELECT 1 WHERE {filter})");
    private final ListSchema estate = ListSchema.of("cis").id("id", "i.id").searched("name", "i.name")
            .text("attributes.os", "i.os").text("attributes.name", "i.other").optionalPrefix("attributes.")
            .relation(needs).tiebreak("id");

    @Test
    void aRelationTakesAFilterOfTheOtherRow() {
        ListField os = estate.field("attributes.os").orElseThrow();
        ListField name = estate.field("name").orElseThrow();
        assertThat(estate.filter("os~debian -depends_on(name:checkout,pay depends_on( os:* \"a)b\" ))", NOW))
                .containsExactly(new FilterTerm.Contains(false, os, "debian"),
                        new FilterTerm.Related(true, needs, List.of(
                                new FilterTerm.AnyOf(false, name, List.of("checkout", "pay")),
                                new FilterTerm.Related(false, needs, List.of(new FilterTerm.Present(false, os),
                                        new FilterTerm.Search(false, "a)b"))))));
        assertThat(estate.filter("depends_on()", NOW)).containsExactly(new FilterTerm.Related(false, needs, List.of()));
        assertThat(estate.describe().relations()).containsExactly("depends_on");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"depend_on(name:a) | depends_on(…), or the text in quotes",
            "uses(name:a) | one of depends_on(…)", "depends_on(name:a | a closing parenthesis",
            "depends_on(depends_on(depends_on(depends_on(a)))) | at most 3 parentheses",
            "depends_on(nam:a) | name:…",
            "depends_on(a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a) "
                    + "| at most 32 terms"})
    void aRelationThatCannotBeReadSaysWhatWould(String q, String expected) {
        assertThatThrownBy(() -> estate.filter(q, NOW)).isInstanceOf(InvalidInput.class).hasMessageContaining(expected);
    }

    @Test
    void whatPostgresCannotHoldIsRefused() {
        for (String q : List.of("a\0b", "\ud800", "x \udc00 y", "a".repeat(1001), "a ".repeat(33))) {
            assertThatThrownBy(() -> schema.filter(q, NOW)).isInstanceOf(InvalidInput.class);
        }
        assertThat(schema.filter("😀", NOW)).containsExactly(new FilterTerm.Search(false, "😀"));
    }

    @Test
    void anOrderEndsWithTheTiebreak() {
        assertThat(schema.order(null))
                .containsExactly(new SortKey(field("openedAt"), true), new SortKey(field("id"), true));
        assertThat(schema.order("severity, -owner")).containsExactly(new SortKey(field("severity"), false),
                new SortKey(field("owner"), true), new SortKey(field("id"), false));
        assertThat(schema.order("-id")).containsExactly(new SortKey(field("id"), true));
        assertThatThrownBy(() -> schema.order("openedat")).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("openedAt");
        assertThatThrownBy(() -> schema.order("owner,")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> schema.order("id;DROP TABLE x")).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aDeclarationThatCannotWorkIsABug() {
        assertThatThrownBy(() -> ListSchema.of("x").text("a", "a").text("a", "b")).isInstanceOf(BugException.class);
        assertThatThrownBy(() -> ListSchema.of("x").oneOf("a", "a", "it's")).isInstanceOf(BugException.class);
        assertThatThrownBy(() -> ListSchema.of("x").text("a", "a").tiebreak("b")).isInstanceOf(BugException.class);
        assertThatThrownBy(() -> ListSchema.of("x").relation(needs).relation(needs)).isInstanceOf(BugException.class);
        assertThatThrownBy(() -> new ListRelation("a", "TRUE")).isInstanceOf(BugException.class);
        assertThatThrownBy(() -> ListSchema.of("x").id("a", "a").sortedBy("b").tiebreak("a"))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void theDescriptionTellsFieldsTypesAndValuesButNoSql() {
        ListDescription description = schema.describe();
        assertThat(description.fields()).contains(new ListDescription.Field("severity", ListField.Type.ENUM,
                List.of("critical", "major", "warning"), true, false));
        assertThat(description.toString()).doesNotContain("opened_at");
    }

    private ListField field(String name) {
        return schema.field(name).orElseThrow();
    }
}
