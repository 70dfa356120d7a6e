package io.binnacle.telemetry.intake.exposition;

import java.util.List;
import java.util.Optional;

import io.binnacle.kernel.label.Label;
import org.jspecify.annotations.Nullable;

/**
 * One line with a value.
 *
 * @param name of the sample, with the suffix of its kind; not among the labels
 * @param labels in the order of the text; no name twice
 * @param timestampMillis NaN where the text gives none
 * @param exemplar null where there is none
 * @param line from 1
 */
public record ExpositionSample(String name, List<Label> labels, double value, double timestampMillis,
        @Nullable Exemplar exemplar, int line) {

    /** @param timestampMillis NaN where the text gives none */
    public record Exemplar(List<Label> labels, double value, double timestampMillis) {

        public Exemplar {
            labels = List.copyOf(labels);
        }
    }

    public ExpositionSample {
        labels = List.copyOf(labels);
    }

    public Optional<String> label(String wanted) {
        return labels.stream().filter(label -> label.name().equals(wanted)).map(Label::value).findFirst();
    }
}
