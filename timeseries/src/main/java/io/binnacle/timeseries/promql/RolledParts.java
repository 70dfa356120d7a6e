package io.binnacle.timeseries.promql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.promql.Expression.Extension;
import io.binnacle.timeseries.promql.Expression.MatrixSelector;
import io.binnacle.timeseries.promql.Expression.Timing;
import io.binnacle.timeseries.promql.Expression.VectorSelector;
import io.binnacle.timeseries.promql.Token.Span;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** Decides, selector by selector, which steps of a grid are answered from samples and which from points, and says so. */
final class RolledParts {

    private final QueryContext context;

    RolledParts(QueryContext context) {
        this.context = context;
    }

    /**
     * Consecutive steps that are answered alike.
     *
     * @param grid those steps alone
     * @param first the first of them in the whole grid
     * @param resolution null for samples
     */
    record Part(Grid grid, int first, @Nullable Resolution resolution) {

        /** The columns of this part as columns of the whole grid. */
        List<Column> placed(List<Column> columns, Grid whole) {
            if (grid.size() == whole.size()) {
                return columns;
            }
            List<Column> placed = new ArrayList<>(columns.size());
            for (Column column : columns) {
                Column wide = Column.absent(column.labels(), whole.size());
                System.arraycopy(column.values(), 0, wide.values(), first, grid.size());
                placed.add(wide);
            }
            return placed;
        }
    }

    /** The parts of a grid for the values of a selector. */
    List<Part> of(VectorSelector selector, Grid grid) {
        return of(grid, selector.timing(), 0, "times of samples", true, selector.span());
    }

    /** The parts of a grid for a function of a selector's range. */
    List<Part> of(MatrixSelector selector, String function, Grid grid) {
        boolean canBeRolled = selector.vector().extension() == Extension.NONE
                && RolledFunction.BY_NAME.containsKey(function);
        return of(grid, selector.vector().timing(), selector.rangeMillis(), function, canBeRolled, selector.span());
    }

    /**
     * The parts of a grid for a selector.
     *
     * @param rangeMillis of a range selector; 0 of an instant one
     * @param function what is asked of it, for the answer's remarks; "" for a value
     * @param canBeRolled whether points can tell it
     */
    private List<Part> of(Grid grid, Timing timing, long rangeMillis, String function, boolean canBeRolled, Span span) {
        Resolution chosen = chosen(grid, rangeMillis);
        if (chosen != null && (!canBeRolled || (rangeMillis > 0 && rangeMillis < chosen.millis()))) {
            if (context.options().resolution() != ResolutionChoice.AUTO) {
                context.inform("answered from samples, for points of " + chosen.text() + " cannot tell "
                        + (canBeRolled ? "a range that short" : function), span);
            }
            chosen = null;
        }
        long back = rangeMillis > 0 ? rangeMillis : context.limits().lookback().toMillis();
        List<Part> parts = new ArrayList<>();
        int from = 0;
        Resolution present = at(grid, 0, timing, back, chosen, canBeRolled);
        for (int i = 1; i <= grid.size(); i++) {
            Resolution next = i == grid.size() ? null : at(grid, i, timing, back, chosen, canBeRolled);
            if (i == grid.size() || next != present) {
                parts.add(new Part(new Grid(grid.time(from), grid.stepMillis(), i - from), from, present));
                from = i;
                present = next;
            }
        }
        return parts;
    }

    private @Nullable Resolution chosen(Grid grid, long rangeMillis) {
        return switch (context.options().resolution()) {
            case RAW -> null;
            case FIVE_MINUTES -> Resolution.FIVE_MINUTES;
            case HOUR -> Resolution.HOUR;
            case AUTO -> {
                boolean hasStep = context.isRange() || !grid.equals(context.grid());
                Resolution found = null;
                for (Resolution one : Resolution.values()) {
                    boolean byStep = hasStep ? one.millis() <= grid.stepMillis() : rangeMillis > 0;
                    if (byStep && (rangeMillis == 0 || one.millis() <= rangeMillis / 2)
                            && context.querier().keepsPoints(one)) {
                        found = one;
                    }
                }
                yield found;
            }
        };
    }

    /** What is chosen, or coarser points where that is gone already. */
    private @Nullable Resolution at(Grid grid, int step, Timing timing, long back, @Nullable Resolution chosen,
            boolean canBeRolled) {
        if (!canBeRolled) {
            return null;
        }
        long from = context.reference(timing, grid.time(step)) - back;
        Querier querier = context.querier();
        Resolution found = chosen;
        if (found == null && from < querier.samplesSinceMillis()) {
            found = Resolution.FIVE_MINUTES;
        }
        if (found == Resolution.FIVE_MINUTES && from < querier.pointsSinceMillis(found)) {
            found = Resolution.HOUR;
        }
        return found;
    }

    /** To be called when points did answer that part. */
    void say(Part part, Grid whole, Span span) {
        Resolution resolution = part.resolution();
        if (resolution == null) {
            return;
        }
        if (part.grid().size() == whole.size()) {
            say(resolution, span);
            return;
        }
        context.inform("answered from points of " + resolution.text() + " from "
                + Instant.ofEpochMilli(part.grid().startMillis()) + " to "
                + Instant.ofEpochMilli(part.grid().endMillis()), span);
    }

    /** To be called when points did answer all steps. */
    void say(Resolution resolution, Span span) {
        context.inform("answered from points of " + resolution.text(), span);
    }
}
