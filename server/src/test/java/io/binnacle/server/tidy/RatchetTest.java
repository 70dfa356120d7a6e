package io.binnacle.server.tidy;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RatchetTest {

    private final Ratchet ratchet = Ratchet.parse(List.of("# a comment", "", "file a/B.java 600",
            "method a/B.java#c 70"));

    @Test
    void whatIsAsKnownIsNoFault() {
        assertThat(ratchet.faults(Map.of("file a/B.java", 600, "method a/B.java#c", 70))).isEmpty();
    }

    @Test
    void whatGrewIsAFault() {
        assertThat(ratchet.faults(Map.of("file a/B.java", 601, "method a/B.java#c", 70)))
                .containsExactly("file a/B.java grew from 600 to 601; make it smaller");
    }

    @Test
    void whatIsNewIsAFault() {
        assertThat(ratchet.faults(Map.of("file a/B.java", 600, "method a/B.java#c", 70, "file d/E.java", 501)))
                .containsExactly("file d/E.java is too large: 501; make it smaller");
    }

    @Test
    void whatShrankMustBeWrittenDown() {
        assertThat(ratchet.faults(Map.of("file a/B.java", 599))).containsExactly(
                "file a/B.java shrank to 599; write that instead of 600 into tidy-ratchet.txt",
                "method a/B.java#c is no longer too large; take its line out of tidy-ratchet.txt");
    }
}
