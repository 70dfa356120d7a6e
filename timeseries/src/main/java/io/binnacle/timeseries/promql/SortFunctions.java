package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Value.Column;

/** Functions that put a vector in order; they only mean something in a query of one instant. */
final class SortFunctions {

    private SortFunctions() {
    }

    static List<Function> all() {
        return List.of(Function.of("v:v", "sort", (call, grid, evaluation) -> byValue(call, grid, evaluation, false)),
                Function.of("v:v", "sort_desc", (call, grid, evaluation) -> byValue(call, grid, evaluation, true)),
                Function.of("v:vt*", "sort_by_label",
                        (call, grid, evaluation) -> byLabel(call, grid, evaluation, false)).asExperimental(),
                Function.of("v:vt*", "sort_by_label_desc",
                        (call, grid, evaluation) -> byLabel(call, grid, evaluation, true)).asExperimental());
    }

    /** Ascending, or descending; NaN last in both. */
    static int compare(double left, double right, boolean descending) {
        if (Double.isNaN(left) || Double.isNaN(right)) {
            return Boolean.compare(Double.isNaN(left), Double.isNaN(right));
        }
        if (left == right) {
            return 0;
        }
        return (left < right) == descending ? 1 : -1;
    }

    private static Value byValue(Call call, Grid grid, Evaluation evaluation, boolean descending) {
        List<Column> columns = new ArrayList<>();
        for (Column column : evaluation.vector(call.arguments().getFirst(), grid).columns()) {
            Column numbers = column.with(column.values());
            if (!numbers.isEmpty()) {
                columns.add(numbers);
            }
        }
        if (isSorting(call, evaluation)) {
            columns.sort((left, right) -> compare(left.values()[0], right.values()[0], descending));
        }
        return new Value.Vector(columns);
    }

    private static Value byLabel(Call call, Grid grid, Evaluation evaluation, boolean descending) {
        List<Column> columns = new ArrayList<>(evaluation.vector(call.arguments().getFirst(), grid).columns());
        if (isSorting(call, evaluation)) {
            columns.removeIf(Column::isEmpty);
            List<Comparator<Column>> orders = new ArrayList<>();
            for (Expression argument : call.arguments().subList(1, call.arguments().size())) {
                String label = Evaluation.text(argument);
                orders.add(Comparator.comparing(column -> column.labels().get(label), NaturalOrder.OF_TEXTS));
            }
            orders.add(Comparator.comparing(Column::labels, Labels.ORDER));
            Comparator<Column> order = orders.stream().reduce(Comparator::thenComparing).orElseThrow();
            columns.sort(descending ? order.reversed() : order);
        }
        return new Value.Vector(columns);
    }

    private static boolean isSorting(Call call, Evaluation evaluation) {
        if (evaluation.context().isRange()) {
            evaluation.context().warn(
                    "sort is ineffective for range queries since results are always ordered by labels", call.span());
            return false;
        }
        return true;
    }
}
