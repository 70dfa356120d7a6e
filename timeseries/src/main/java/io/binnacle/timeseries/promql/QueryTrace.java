package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Notes what each part of an expression takes while it is evaluated. One thread. */
final class QueryTrace {

    /** A part that is under way. */
    record Mark(int place, int depth, long series, long samples, long nanos) {}

    private final List<Explanation.Step> steps = new ArrayList<>();
    private int depth;

    Mark begin(Expression expression, Grid grid, QueryContext context) {
        steps.add(new Explanation.Step(depth, expression.toString(), grid.size(), 0, 0, 0, Duration.ZERO));
        return new Mark(steps.size() - 1, depth++, context.seriesSelected(), context.samplesRead(),
                System.nanoTime());
    }

    void end(Mark mark, Value value, QueryContext context) {
        end(mark, value instanceof Value.Vector vector ? vector.columns().size() : 1, context);
    }

    /** Forgets that part, and what is in it: it is evaluated in another way. */
    void forget(Mark mark) {
        depth = mark.depth();
        steps.subList(mark.place(), steps.size()).clear();
    }

    void end(Mark mark, int results, QueryContext context) {
        depth = mark.depth();
        Explanation.Step step = steps.get(mark.place());
        steps.set(mark.place(),
                new Explanation.Step(step.depth(), step.expression(), step.times(),
                        context.seriesSelected() - mark.series(), context.samplesRead() - mark.samples(), results,
                        Duration.ofNanos(System.nanoTime() - mark.nanos())));
    }

    List<Explanation.Step> steps() {
        return List.copyOf(steps);
    }
}
