package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.promql.Expression.Call;
import io.binnacle.timeseries.promql.Expression.Timing;
import io.binnacle.timeseries.promql.Expression.VectorSelector;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/**
 * {@code info}: adds to each series the labels of the info metrics of its target, which have the same {@code instance} and
 * {@code job}. Info series themselves stay as they are.
 */
final class TargetLabelsFunction {

    private static final List<String> IDENTIFYING = List.of("instance", "job");
    private static final Matcher TARGET_INFO = Matcher.equal(Label.METRIC_NAME, "target_info");
    private static final Matcher ANY_INFO = new Matcher(Label.METRIC_NAME, Matcher.Operator.MATCH, ".+_info");

    private final Evaluation evaluation;
    private final Grid grid;
    private final List<Matcher> nameMatchers = new ArrayList<>();
    private final Map<String, List<Matcher>> dataMatchers = new LinkedHashMap<>();

    private TargetLabelsFunction(Call call, Grid grid, Evaluation evaluation) {
        this.evaluation = evaluation;
        this.grid = grid;
        if (call.arguments().size() > 1 && call.arguments().get(1) instanceof VectorSelector selector) {
            for (Matcher matcher : selector.matchers()) {
                if (matcher.name().equals(Label.METRIC_NAME)) {
                    nameMatchers.add(matcher);
                } else {
                    dataMatchers.computeIfAbsent(matcher.name(), name -> new ArrayList<>()).add(matcher);
                }
            }
        }
    }

    static List<Function> all() {
        return List.of(Function
                .of("v:vv?", "info", (call, grid, evaluation) -> new TargetLabelsFunction(call, grid, evaluation)
                        .enriched(call.arguments().getFirst()))
                .asExperimental());
    }

    private Value enriched(Expression argument) {
        List<Column> input = evaluation.vector(argument, grid).columns();
        List<Matcher> named = named();
        List<Column> targets = new ArrayList<>();
        List<Column> results = new ArrayList<>();
        for (Column column : input) {
            boolean isInfo = named.stream().allMatch(matcher -> matcher.matches(column.labels()));
            (isInfo ? results : targets).add(column);
        }
        List<Matcher> matchers = matchers(targets, named);
        Map<Labels, List<TargetSeries>> infos = matchers == null ? Map.of() : infos(matchers, timing(argument));
        for (Column column : targets) {
            results.addAll(enriched(column, infos.getOrDefault(identity(column.labels()), List.of())));
        }
        return Value.merged(results);
    }

    /** Which metrics are info metrics. Names that are only told what not to be are those of info metrics all the same. */
    private List<Matcher> named() {
        if (nameMatchers.isEmpty()) {
            return List.of(TARGET_INFO);
        }
        boolean positive = nameMatchers.stream().anyMatch(matcher -> matcher.operator() == Matcher.Operator.EQUAL
                || matcher.operator() == Matcher.Operator.MATCH);
        List<Matcher> named = new ArrayList<>(nameMatchers);
        if (!positive) {
            named.add(ANY_INFO);
        }
        return named;
    }

    private static Labels identity(Labels labels) {
        return labels.keep(IDENTIFYING);
    }

    /** Which info series are of any use; null when none can be. */
    private @Nullable List<Matcher> matchers(List<Column> targets, List<Matcher> named) {
        List<Matcher> matchers = new ArrayList<>(named);
        for (String label : IDENTIFYING) {
            Set<String> values = new TreeSet<>();
            targets.forEach(column -> column.labels().find(label).ifPresent(value -> values.add(Pattern.quote(value))));
            if (!values.isEmpty()) {
                matchers.add(new Matcher(label, Matcher.Operator.MATCH, String.join("|", values)));
            }
        }
        if (matchers.size() == named.size()) {
            return null;
        }
        dataMatchers.values().forEach(matchers::addAll);
        return matchers;
    }

    /** Info series are looked at where the first selector looks. */
    private static Timing timing(Expression expression) {
        Timing[] found = new Timing[1];
        Tree.visit(expression, part -> {
            if (part instanceof VectorSelector selector && found[0] == null) {
                found[0] = selector.timing();
            } else if (part instanceof Expression.MatrixSelector selector && found[0] == null) {
                found[0] = selector.vector().timing();
            }
        });
        return found[0] == null ? Timing.NOW : found[0];
    }

    /** The times of its samples, in seconds, tell at which steps it is there, and which of two is newer. */
    @SuppressWarnings("ArrayRecordComponent") // a column
    private record TargetSeries(Labels labels, double[] seconds) {}

    private Map<Labels, List<TargetSeries>> infos(List<Matcher> matchers, Timing timing) {
        VectorSelector selector = new VectorSelector("", matchers, timing, Expression.Extension.NONE,
                new Token.Span(0, 0));
        Map<Labels, List<TargetSeries>> infos = new LinkedHashMap<>();
        for (Column column : evaluation.selection().infoTimes(selector, grid).columns()) {
            infos.computeIfAbsent(identity(column.labels()), key -> new ArrayList<>())
                    .add(new TargetSeries(column.labels(), column.values()));
        }
        return infos;
    }

    private List<Column> enriched(Column column, List<TargetSeries> infos) {
        Map<Labels, ResultColumn> results = new LinkedHashMap<>();
        Map<List<TargetSeries>, Labels> known = new LinkedHashMap<>();
        for (int i = 0; i < grid.size(); i++) {
            if (!column.has(i)) {
                continue;
            }
            List<TargetSeries> present = present(infos, i);
            if (present.isEmpty() && isDataDemanded()) {
                continue;
            }
            Labels labels = known.computeIfAbsent(present, these -> enriched(column.labels(), these));
            ResultColumn result = results.computeIfAbsent(labels, key -> new ResultColumn(key, grid.size()));
            result.dropName(column.dropsName());
            result.copy(i, column);
        }
        return results.values().stream().map(ResultColumn::column).toList();
    }

    private boolean isDataDemanded() {
        return dataMatchers.values().stream().flatMap(List::stream).anyMatch(matcher -> !matcher.matchesValue(""));
    }

    /** The newest of each info metric at that step. */
    private static List<TargetSeries> present(List<TargetSeries> infos, int step) {
        Map<String, TargetSeries> newest = new LinkedHashMap<>();
        for (TargetSeries info : infos) {
            if (Column.isAbsent(info.seconds()[step])) {
                continue;
            }
            TargetSeries other = newest.putIfAbsent(info.labels().metricName(), info);
            if (other == null) {
                continue;
            }
            double ours = info.seconds()[step];
            double theirs = other.seconds()[step];
            if (ours == theirs) {
                throw QueryError.execution("found duplicate series for info metric: existing "
                        + VectorMatching.text(other.labels()) + " @ " + (long) (theirs * 1000) + ", new "
                        + VectorMatching.text(info.labels()) + " @ " + (long) (ours * 1000));
            }
            if (ours > theirs) {
                newest.put(info.labels().metricName(), info);
            }
        }
        return new ArrayList<>(newest.values());
    }

    private Labels enriched(Labels labels, List<TargetSeries> infos) {
        Map<String, String> values = new LinkedHashMap<>();
        for (TargetSeries info : infos) {
            for (Label label : info.labels()) {
                boolean wanted = !label.name().equals(Label.METRIC_NAME)
                        && (dataMatchers.isEmpty() || dataMatchers.containsKey(label.name()));
                if (!wanted) {
                    continue;
                }
                String other = values.get(label.name());
                if (other != null && !other.equals(label.value())) {
                    throw QueryError.execution("conflicting label: " + label.name());
                }
                if (!labels.has(label.name())) {
                    values.put(label.name(), label.value());
                }
            }
        }
        Labels.Builder result = labels.toBuilder();
        values.forEach(result::set);
        return result.build();
    }
}
