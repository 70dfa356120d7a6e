package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.promql.Token.Span;
import io.binnacle.timeseries.promql.Value.Column;

/** The histograms of a vector, classic and native ones; where one is both at one time, it is left out. */
final class HistogramInput {

    private static final String BOUND = "le";

    private final Map<Labels, ClassicHistogram> classics = new LinkedHashMap<>();
    private final Map<Labels, Boolean> dropsName = new LinkedHashMap<>();
    private final List<Column> natives = new ArrayList<>();
    private final QueryContext context;
    private final int size;

    HistogramInput(Value.Vector input, int size, QueryContext context, Span span) {
        this.context = context;
        this.size = size;
        for (Column column : input.columns()) {
            if (column.hasHistograms()) {
                natives.add(column.with(column.labels()));
            }
            boolean numbers = false;
            for (int i = 0; i < size && !numbers; i++) {
                numbers = column.hasNumber(i);
            }
            if (numbers) {
                addBucket(column, span);
            }
        }
        for (int i = 0; i < natives.size(); i++) {
            ClassicHistogram same = classics.get(natives.get(i).labels());
            if (same != null) {
                natives.set(i, withoutConflicts(natives.get(i), same, span));
            }
        }
    }

    private void addBucket(Column column, Span span) {
        String metric = column.labels().metricName();
        String text = column.labels().get(BOUND);
        Optional<Double> bound = bound(text);
        if (bound.isEmpty()) {
            context.warn(Remarks.of("bucket label \"le\" is missing or has a malformed value of "
                    + Quoting.quote(text), metric), span);
            return;
        }
        Labels labels = column.labels().without(BOUND);
        classics.computeIfAbsent(labels, key -> new ClassicHistogram(metric)).add(bound.get(), column);
        dropsName.merge(labels, column.dropsName(), Boolean::logicalOr);
    }

    static Optional<Double> bound(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "+inf", "inf" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-inf" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> {
                try {
                    boolean number = (!text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1)))
                            || text.endsWith(".");
                    yield number ? Optional.of(Double.parseDouble(text)) : Optional.empty();
                } catch (NumberFormatException e) {
                    yield Optional.empty();
                }
            }
        };
    }

    private Column withoutConflicts(Column column, ClassicHistogram classic, Span span) {
        FloatHistogram[] rest = new FloatHistogram[size];
        for (int i = 0; i < size; i++) {
            FloatHistogram histogram = column.histogram(i);
            if (histogram == null) {
                continue;
            }
            if (classic.has(i)) {
                context.warn(Remarks.of("vector contains a mix of classic and native histograms", classic.metric()),
                        span);
                classic.forget(i);
            } else {
                rest[i] = histogram;
            }
        }
        return new Column(column.labels(), column.dropsName(), column.values(), rest);
    }

    /** What is asked of one histogram at one step. */
    interface Question {
        double ofNative(FloatHistogram histogram, String metric, int step);

        double ofClassic(ClassicHistogram histogram, int step);
    }

    /** The answers, under the labels of the histograms. */
    List<Column> answers(Question question) {
        List<Column> answers = new ArrayList<>();
        for (Column column : natives) {
            String metric = column.labels().metricName();
            Column answer = Column.absent(column.labels(), size);
            for (int i = 0; i < size; i++) {
                FloatHistogram histogram = column.histogram(i);
                if (histogram != null) {
                    answer.values()[i] = question.ofNative(histogram, metric, i);
                }
            }
            add(answer, column.dropsName(), answers);
        }
        classics.forEach((labels, histogram) -> {
            context.checkpoint();
            Column answer = Column.absent(labels, size);
            for (int i = 0; i < size; i++) {
                if (histogram.has(i)) {
                    histogram.load(i);
                    answer.values()[i] = question.ofClassic(histogram, i);
                }
            }
            add(answer, dropsName.getOrDefault(labels, false), answers);
        });
        return answers;
    }

    private void add(Column answer, boolean drops, List<Column> answers) {
        if (!answer.isEmpty()) {
            context.hold(size);
            answers.add(new Column(answer.labels(), drops, answer.values(), null));
        }
    }
}
