package io.binnacle.timeseries;

import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Labels;

/**
 * What became of a batch: {@code appended + duplicates + rejected() = samples in the batch}.
 *
 * @param appended new samples, and those that replaced another of the same time
 * @param duplicates samples that changed nothing, because an equal or prevailing one of the same time is there
 * @param rejectedBy how many were refused, by reason; a reason without a case is absent
 * @param examples some of the refused samples, at most {@value #EXAMPLES_MAX}
 */
public record CommitResult(int appended, int duplicates, Map<Reason, Integer> rejectedBy, List<Rejection> examples) {

    /** Enough to see what is wrong, few enough for a log line. */
    public static final int EXAMPLES_MAX = 10;

    /** Why a sample was refused. */
    public enum Reason {
        /**
         * Older, by more than the store's out-of-order window, than the newest sample of its series was before the
         * commit; within one batch the order does not matter.
         */
        OUT_OF_ORDER,
        /** Older than the store's retention, or than all samples of a series that is full. */
        TOO_OLD,
        /** Later than the store's clock by more than it tolerates; the sender's clock is wrong. */
        TOO_NEW,
        /** The series is new, and the store holds as many as it may. */
        SERIES_LIMIT,
        /** The label set is empty. */
        NO_LABELS
    }

    /** One refused sample. */
    public record Rejection(Labels series, long epochMillis, double value, Reason reason) {}

    public CommitResult {
        rejectedBy = Map.copyOf(rejectedBy);
        examples = List.copyOf(examples);
    }

    public int rejected() {
        return rejectedBy.values().stream().mapToInt(Integer::intValue).sum();
    }
}
