package io.binnacle.insight.rule.evaluation;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.insight.rule.prometheus.RuleGroup;
import io.binnacle.timeseries.TimeSeriesStore;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates each group at its slots, in a thread of its own. After a pause the latest slot is evaluated, those before it are
 * counted as missed. After a start, alerts take up their state when the group was evaluated twice: before, what they are
 * made of may not be there.
 */
public final class GroupScheduler implements AutoCloseable {

    private final StateRestoration restoration;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private volatile List<RunningGroup> groups;
    private boolean started;
    private boolean closed;

    /** What tells one group from another. */
    private record Name(String file, String name) {

        static Name of(GroupEvaluation group) {
            RuleGroup written = group.group();
            return new Name(written.file(), written.name());
        }
    }

    public GroupScheduler(List<GroupEvaluation> groups, TimeSeriesStore store, InstantSource clock,
            MeterRegistry meters) {
        this.restoration = new StateRestoration(store);
        this.clock = clock;
        this.meters = meters;
        this.groups = groups.stream().map(this::running).toList();
    }

    private RunningGroup running(GroupEvaluation group) {
        return new RunningGroup(group, restoration, clock, meters);
    }

    /** How each group is doing, in the order of the files. */
    public List<GroupState> states() {
        return groups.stream().map(one -> one.group().state()).toList();
    }

    /** Begins; to be called once. */
    public synchronized void start() {
        started = true;
        groups.forEach(RunningGroup::start);
    }

    /**
     * Evaluates these groups from now on. One that is as it was goes on undisturbed. Of one that changed, the rules that were
     * there before, by name and labels, keep their alerts. What a rule or a group wrote that is gone ends with a stale marker.
     */
    public synchronized void update(List<GroupEvaluation> wanted) {
        if (closed) {
            return;
        }
        Map<Name, RunningGroup> before = new LinkedHashMap<>();
        groups.forEach(one -> before.put(Name.of(one.group()), one));
        Map<Name, RunningGroup> kept = new LinkedHashMap<>();
        for (GroupEvaluation group : wanted) {
            RunningGroup present = before.get(Name.of(group));
            if (present != null && present.group().isAs(group)) {
                before.remove(Name.of(group));
                kept.put(Name.of(group), present);
            }
        }
        end(List.copyOf(before.values()));
        List<RunningGroup> next = new ArrayList<>();
        for (GroupEvaluation group : wanted) {
            RunningGroup present = kept.get(Name.of(group));
            next.add(present == null ? successor(before.remove(Name.of(group)), group) : present);
        }
        before.values().forEach(gone -> {
            gone.removeMeters(true);
            gone.group().end(clock.instant());
        });
        groups = List.copyOf(next);
        if (started) {
            next.stream().filter(one -> !kept.containsValue(one)).forEach(RunningGroup::start);
        }
    }

    private RunningGroup successor(@Nullable RunningGroup before, GroupEvaluation group) {
        if (before != null) {
            before.removeMeters(false);
            group.takeOver(before.group());
        }
        return running(group);
    }

    private static void end(List<RunningGroup> ending) {
        ending.forEach(RunningGroup::stop);
        try {
            for (RunningGroup one : ending) {
                one.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends after the evaluations that are under way; waits for them, but not for ever. */
    @Override
    public synchronized void close() {
        closed = true;
        end(groups);
    }
}
