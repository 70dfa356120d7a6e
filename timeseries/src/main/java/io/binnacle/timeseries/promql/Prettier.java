package io.binnacle.timeseries.promql;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

import io.binnacle.timeseries.promql.Expression.Aggregate;
import io.binnacle.timeseries.promql.Expression.Binary;
import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Expression.Parens;
import io.binnacle.timeseries.promql.Expression.Subquery;
import io.binnacle.timeseries.promql.Expression.Unary;
import org.jspecify.annotations.Nullable;

/**
 * Prints an expression as Prometheus' {@code promql/parser/prettier.go} does: a part that is longer than a line is split, its own parts
 * one level further in.
 */
final class Prettier {

    private static final int LINE_BYTES_MAX = 100;
    private static final String INDENT = "  ";

    private Prettier() {
    }

    static String print(Expression expression) {
        return print(expression, 0);
    }

    private static String print(Expression expression, int level) {
        String margin = INDENT.repeat(level);
        String line = expression.toString();
        if (expression instanceof Unary unary) {
            return margin + (unary.negative() ? "-" : "+") + print(unary.inner(), level).strip();
        }
        if (line.getBytes(StandardCharsets.UTF_8).length <= LINE_BYTES_MAX) {
            // Prometheus forgets the margin of a subquery that fits.
            return expression instanceof Subquery ? line : margin + line;
        }
        return switch (expression) {
            case Aggregate aggregate -> margin + aggregate.head() + "(\n" + parameter(aggregate.parameter(), level + 1)
                    + print(aggregate.inner(), level + 1) + "\n" + margin + ")";
            case Binary binary -> print(binary.left(), level + 1) + "\n" + margin + binary.head() + "\n"
                    + print(binary.right(), level + 1);
            case Call call -> margin + call.function().name() + "(\n" + call.arguments().stream()
                    .map(argument -> print(argument, level + 1)).collect(Collectors.joining(",\n")) + "\n" + margin
                    + ")";
            case Parens parens -> margin + "(\n" + print(parens.inner(), level + 1) + "\n" + margin + ")";
            case Subquery subquery -> print(subquery.inner(), level) + subquery.extent() + subquery.timing();
            default -> margin + line;
        };
    }

    private static String parameter(@Nullable Expression parameter, int level) {
        return parameter == null ? "" : print(parameter, level) + ",\n";
    }
}
