package io.binnacle.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.CommitResult.Reason;
import org.junit.jupiter.api.Test;

/** What every {@link TimeSeriesStore} deletes; and all the rest. */
public abstract class DeletionContract extends ReadersContract {

    private long delete(long fromSeconds, long toSeconds, Matcher... matchers) {
        return store.delete(List.of(matchers), at(fromSeconds), at(toSeconds));
    }

    @Test
    void whatIsDeletedIsGoneForReadersThatComeAfterwards() {
        requires(StoreCapability.DELETION);
        for (int i = 0; i < 5; i++) {
            append(up("a"), i, i);
            append(up("b"), i, i);
        }
        append(up("a"), -3, 9);
        try (Querier before = all()) {
            assertThat(delete(-3, 3, Matcher.equal("host", "a"))).isEqualTo(5);
            assertThat(read(before)).hasSize(2).extractingByKey(up("a")).extracting(Map::size).isEqualTo(6);
        }
        assertThat(samplesOf(up("a"))).isEqualTo(Map.of(at(4), 4.0));
        assertThat(samplesOf(up("b"))).hasSize(5);
        assertThat(store.statistics().samples()).isEqualTo(6);
        assertThat(delete(-3, 3, Matcher.equal("host", "a"))).as("a second time").isZero();
    }

    @Test
    void aSeriesWithoutSamplesIsNotFoundAndMayComeAgain() {
        requires(StoreCapability.DELETION);
        append(up("a"), 0, 1);
        append(up("b"), 0, 1);
        try (Querier before = all()) {
            assertThat(store.delete(List.of(Matcher.equal("host", "a")), Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(1);
            try (Querier after = all()) {
                assertThat(read(after)).containsOnlyKeys(up("b"));
                assertThat(after.labelValues("host", List.of())).containsExactly("b");
            }
            assertThat(before.labelValues("host", List.of())).containsExactly("a", "b");
        }
        assertThat(append(up("a"), 0, 2).appended()).as("the sample of that time is gone").isEqualTo(1);
        assertThat(append(up("a"), -1, 3).appended()).isEqualTo(1);
        assertThat(append(up("a"), -WINDOW.toSeconds() - 1, 3).rejectedBy()).as("the newest counts all the same")
                .containsOnlyKeys(Reason.OUT_OF_ORDER);
        assertThat(samplesOf(up("a"))).isEqualTo(Map.of(at(-1), 3.0, at(0), 2.0));
    }

    @Test
    void theNewestSampleCountsAlsoWhenItWasDeleted() {
        requires(StoreCapability.DELETION);
        append(up("a"), -100, 1);
        append(up("a"), 0, 1);
        delete(-1, 1, Matcher.equal("host", "a"));
        assertThat(append(up("a"), -WINDOW.toSeconds() - 1, 1).rejectedBy()).containsOnlyKeys(Reason.OUT_OF_ORDER);
        assertThat(append(up("a"), -50, 1).appended()).isEqualTo(1);
        assertThat(samplesOf(up("a")).keySet()).containsExactly(at(-100), at(-50));
    }

    @Test
    void nothingIsDeletedWithoutAMatcherOrWithAnEmptyRange() {
        requires(StoreCapability.DELETION);
        append(up("a"), 0, 1);
        assertThatThrownBy(() -> store.delete(List.of(), Long.MIN_VALUE, Long.MAX_VALUE))
                .isInstanceOf(InvalidInput.class);
        assertThat(delete(1, -1, Matcher.equal("host", "a"))).isZero();
        assertThat(delete(0, 0, Matcher.equal("host", "z"))).isZero();
        assertThat(samplesOf(up("a"))).hasSize(1);
    }
}
