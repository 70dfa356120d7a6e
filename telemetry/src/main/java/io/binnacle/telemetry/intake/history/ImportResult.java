package io.binnacle.telemetry.intake.history;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.CommitResult.Reason;

/** What became of an import so far. One thread. */
public final class ImportResult {

    /** Enough to see what is wrong. */
    public static final int EXAMPLES_MAX = 20;

    private final Map<Reason, Long> refused = new EnumMap<>(Reason.class);
    private final List<String> examples = new ArrayList<>();
    private long appended;
    private long duplicates;
    private long faults;

    void add(CommitResult commit) {
        appended += commit.appended();
        duplicates += commit.duplicates();
        commit.rejectedBy().forEach((reason, count) -> refused.merge(reason, (long) count, Long::sum));
        for (CommitResult.Rejection one : commit.examples()) {
            example(one.series() + " at " + one.epochMillis() + ": " + one.reason());
        }
    }

    void fault(String what) {
        faults++;
        example(what);
    }

    private void example(String text) {
        if (examples.size() < EXAMPLES_MAX) {
            examples.add(text);
        }
    }

    /** Samples that the store took, native histograms among them. */
    public long appended() {
        return appended;
    }

    /** Samples that were there already. */
    public long duplicates() {
        return duplicates;
    }

    /** What the store refused, exemplars too, by reason. */
    public Map<Reason, Long> refused() {
        return Map.copyOf(refused);
    }

    /** Lines, chunks and series that could not be read. */
    public long faults() {
        return faults;
    }

    /** Some of what was refused or could not be read, the first ones. */
    public List<String> examples() {
        return List.copyOf(examples);
    }

    /** Whether everything was read and taken. */
    public boolean isWhole() {
        return faults == 0 && refused.isEmpty();
    }
}
