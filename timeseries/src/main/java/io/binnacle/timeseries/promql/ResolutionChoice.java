package io.binnacle.timeseries.promql;

import java.util.Locale;
import java.util.Optional;

/** From what a query may be answered: from each sample, or from the points that were made of them. */
public enum ResolutionChoice {

    /** From samples, exactly as Prometheus would; from points only for times whose samples are gone. */
    RAW("raw"),
    /**
     * From the coarsest points that still show everything: no coarser than the step, nor than half the range of a range selector; from
     * samples where none of these are kept for the time that is asked about.
     */
    AUTO("auto"),
    /** From points of five minutes wherever they can answer. */
    FIVE_MINUTES("5m"),
    /** From points of an hour wherever they can answer. */
    HOUR("1h");

    private final String text;

    ResolutionChoice(String text) {
        this.text = text;
    }

    /** The one that people write so. */
    public static Optional<ResolutionChoice> find(String text) {
        for (ResolutionChoice one : values()) {
            if (one.text.equals(text.toLowerCase(Locale.ROOT))) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
