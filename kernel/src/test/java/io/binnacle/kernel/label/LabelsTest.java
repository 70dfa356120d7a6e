package io.binnacle.kernel.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import org.junit.jupiter.api.Test;

class LabelsTest {

    @Test
    void orderOfGivingDoesNotMatter() {
        assertThat(Labels.of("b", "2", "a", "1")).isEqualTo(Labels.of("a", "1", "b", "2"));
        assertThat(Labels.of("b", "2", "a", "1").hashCode()).isEqualTo(Labels.of("a", "1", "b", "2").hashCode());
    }

    @Test
    void anEmptyValueIsNoLabel() {
        assertThat(Labels.of("a", "1", "b", "")).isEqualTo(Labels.of("a", "1"));
        assertThat(Labels.of("a", "1").get("b")).isEmpty();
        assertThat(Labels.of("a", "1").with("a", "")).isEqualTo(Labels.empty());
    }

    @Test
    void textIsPrometheusSpelling() {
        assertThat(Labels.of("__name__", "up", "job", "a\"b\\c\n")).hasToString("up{job=\"a\\\"b\\\\c\\n\"}");
        assertThat(Labels.of("__name__", "up")).hasToString("up");
        assertThat(Labels.empty()).hasToString("{}");
    }

    @Test
    void everyNameIsFoundAmongMany() {
        Labels.Builder builder = new Labels.Builder();
        for (int i = 0; i < 33; i++) {
            builder.set("name" + i, "value" + i);
        }
        Labels labels = builder.build();
        for (int i = 0; i < 33; i++) {
            assertThat(labels.get("name" + i)).isEqualTo("value" + i);
        }
        assertThat(labels.get("name")).isEmpty();
    }

    @Test
    void sortedPairsAreTakenAsTheyAre() {
        Labels labels = Labels.ofSorted(new String[]{"a", "1", "b", "2"});
        assertThat(labels).isEqualTo(Labels.of("b", "2", "a", "1")).hasSameHashCodeAs(Labels.of("a", "1", "b", "2"));
        assertThat(labels.name(1)).isEqualTo("b");
        assertThat(labels.value(1)).isEqualTo("2");
        assertThat(Labels.ofSorted(new String[0])).isSameAs(Labels.empty());
    }

    @Test
    void pairsOutOfOrderAreABug() {
        for (String[] pairs : List.of(new String[]{"b", "1", "a", "2"}, new String[]{"a", "1", "a", "2"},
                new String[]{"a", ""}, new String[]{"a"})) {
            assertThatThrownBy(() -> Labels.ofSorted(pairs)).isInstanceOf(BugException.class);
        }
    }

    @Test
    void aRegularExpressionMatchesTheWholeValue() {
        Matcher matcher = new Matcher("job", Matcher.Operator.MATCH, "a|bc");
        assertThat(matcher.matches(Labels.of("job", "bc"))).isTrue();
        assertThat(matcher.matches(Labels.of("job", "abc"))).isFalse();
        assertThat(new Matcher("job", Matcher.Operator.NOT_MATCH, "a.*").matches(Labels.empty())).isTrue();
        assertThat(Matcher.equal("job", "").matches(Labels.empty())).isTrue();
    }

    @Test
    void aBrokenRegularExpressionNamesTheLabel() {
        assertThatThrownBy(() -> new Matcher("job", Matcher.Operator.MATCH, "(")).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("job");
    }
}
