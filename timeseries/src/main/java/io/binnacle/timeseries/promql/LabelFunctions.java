package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** {@code label_replace} and {@code label_join}. */
final class LabelFunctions {

    /** {@code $$}, {@code $1}, {@code $name}, {@code ${name}}; of the bare form, the longest name counts. */
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:(\\$)|(\\w+)|\\{(\\w+)})");

    private LabelFunctions() {
    }

    static List<Function> all() {
        return List.of(Function.of("v:vtttt", "label_replace", LabelFunctions::replace),
                Function.of("v:vttt*", "label_join", LabelFunctions::join));
    }

    private static Value replace(Call call, Grid grid, Evaluation evaluation) {
        List<Expression> arguments = call.arguments();
        String target = Evaluation.text(arguments.get(1));
        String replacement = Evaluation.text(arguments.get(2));
        String source = Evaluation.text(arguments.get(3));
        String expression = Evaluation.text(arguments.get(4));
        Pattern pattern;
        try {
            pattern = Pattern.compile("^(?s:" + expression + ")$");
        } catch (PatternSyntaxException e) {
            throw QueryError.execution("invalid regular expression in label_replace(): " + expression);
        }
        if (!Quoting.isLabelName(target)) {
            throw QueryError.execution("invalid destination label name in label_replace(): " + target);
        }
        return relabelled(evaluation.vector(arguments.get(0), grid), target, labels -> {
            Matcher matcher = pattern.matcher(labels.get(source));
            return matcher.matches() ? labels.with(target, expand(replacement, matcher)) : null;
        });
    }

    private static String expand(String template, Matcher match) {
        return REFERENCE.matcher(template).replaceAll(found -> {
            String value;
            if (found.group(1) != null) {
                value = "$";
            } else {
                value = group(match, found.group(2) != null ? found.group(2) : found.group(3));
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static String group(Matcher match, String reference) {
        String value;
        if (reference.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number = reference.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(reference);
            value = number <= match.groupCount() ? match.group(number) : null;
        } else {
            value = match.namedGroups().containsKey(reference) ? match.group(reference) : null;
        }
        return value == null ? "" : value;
    }

    private static Value join(Call call, Grid grid, Evaluation evaluation) {
        List<Expression> arguments = call.arguments();
        String target = Evaluation.text(arguments.get(1));
        String separator = Evaluation.text(arguments.get(2));
        List<String> sources = arguments.subList(3, arguments.size()).stream().map(Evaluation::text).toList();
        for (String source : sources) {
            if (!Quoting.isLabelName(source)) {
                throw QueryError.execution("invalid source label name in label_join(): " + source);
            }
        }
        if (!Quoting.isLabelName(target)) {
            throw QueryError.execution("invalid destination label name in label_join(): " + target);
        }
        return relabelled(evaluation.vector(arguments.get(0), grid), target, labels -> labels.with(target,
                sources.stream().map(labels::get).collect(Collectors.joining(separator))));
    }

    private interface Change {
        /** Null when there is nothing to change. */
        @Nullable
        Labels of(Labels labels);
    }

    private static Value relabelled(Value.Vector input, String target, Change change) {
        boolean named = target.equals(Label.METRIC_NAME);
        List<Column> columns = new ArrayList<>();
        for (Column column : input.columns()) {
            Labels changed = change.of(column.labels());
            // A name that was set stays, even when it is the one that was to go.
            columns.add(changed == null
                    ? column
                    : new Column(changed, column.dropsName() && !named, column.values(), column.histograms()));
        }
        return Value.merged(columns);
    }
}
