package io.binnacle.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class SuggestionTest {

    @Test
    void findsTheNearestWord() {
        assertThat(Suggestion.nearest("lisetn", List.of("listen", "limits", "data"))).contains("listen");
        assertThat(Suggestion.nearest("urll", List.of("url", "user"))).contains("url");
    }

    @Test
    void staysSilentWhenNothingIsNear() {
        assertThat(Suggestion.nearest("colour", List.of("listen", "data"))).isEmpty();
    }
}
