package io.binnacle.timeseries;

import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Labels;

/**
 * What became of a batch. Each float sample, native histogram and exemplar of it is counted once: as appended, as a
 * duplicate, or as rejected.
 *
 * @param samples floats
 * @param rejectedBy how many were refused, by reason; a reason without a case is absent
 * @param examples some of those refused, at most {@value #EXAMPLES_MAX}
 */
public record CommitResult(Taken samples, Taken histograms, Taken exemplars, Map<Reason, Integer> rejectedBy,
        List<Rejection> examples) {

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
        /** The series is new, or was silent for long, and the sender's tenant has as many active ones as it may. */
        TENANT_SERIES_LIMIT,
        /** The series is new, and the sender's tenant created as many within the hour as it may. */
        CHURN_LIMIT,
        /** The label set is empty. */
        NO_LABELS,
        /** An exemplar of a series that has no sample. */
        UNKNOWN_SERIES,
        /** What is said about a family of metrics is long, or the store holds as much of that as it may. */
        METADATA_LIMIT
    }

    /**
     * @param appended new ones, and those that replaced another of the same time
     * @param duplicates those that changed nothing, because an equal or prevailing one of the same time is there
     */
    public record Taken(int appended, int duplicates) {

        public static final Taken NONE = new Taken(0, 0);

        /** Those that the store has now. */
        public int held() {
            return appended + duplicates;
        }
    }

    /**
     * One that was refused.
     *
     * @param value of a sample or an exemplar; of a native histogram its sum
     */
    public record Rejection(Labels series, long epochMillis, double value, Reason reason) {}

    public CommitResult {
        rejectedBy = Map.copyOf(rejectedBy);
        examples = List.copyOf(examples);
    }

    /** Of a batch of floats alone. */
    public CommitResult(int appended, int duplicates, Map<Reason, Integer> rejectedBy, List<Rejection> examples) {
        this(new Taken(appended, duplicates), Taken.NONE, Taken.NONE, rejectedBy, examples);
    }

    /** Samples, native histograms among them. */
    public int appended() {
        return samples.appended + histograms.appended;
    }

    /** As {@link #appended()}. */
    public int duplicates() {
        return samples.duplicates + histograms.duplicates;
    }

    public int rejected() {
        return rejectedBy.values().stream().mapToInt(Integer::intValue).sum();
    }
}
