package io.binnacle.telemetry.intake.exposition;

import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.label.Label;

/**
 * The part of a line that names a series.
 *
 * @param name of the sample, with the suffix of its kind; not among the labels
 * @param labels in the order of the text; no name twice
 */
public record ExpositionSeries(String name, List<Label> labels) {

    public ExpositionSeries {
        labels = List.copyOf(labels);
    }

    /**
     * @param line that it stands in, from 1
     * @throws ExpositionError it names no series
     */
    static ExpositionSeries parse(String text, ExpositionFormat format, int line) {
        LineCursor at = new LineCursor(text, line);
        boolean loose = format == ExpositionFormat.PROMETHEUS;
        List<Label> labels = new ArrayList<>();
        String name = "";
        if (at.peek() != '{') {
            name = at.metricName(!loose);
            if (loose) {
                at.skipBlanks();
            }
        }
        if (at.peek() == '{') {
            String inBraces = at.braces(loose, name.isEmpty(), labels);
            name = name.isEmpty() ? inBraces : name;
        }
        if (name.isEmpty()) {
            throw at.error("the sample has no name");
        }
        if (!at.atEnd()) {
            throw at.error("expected a blank and the value");
        }
        return new ExpositionSeries(name, labels);
    }
}
