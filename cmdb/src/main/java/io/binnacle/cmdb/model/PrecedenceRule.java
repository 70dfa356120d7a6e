package io.binnacle.cmdb.model;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Which of several sources' values of an attribute counts.
 *
 * @param attributes it is for; empty for all
 * @param sources the most trusted first; {@code *} stands for any that is not named. {@code person} is an edit by hand.
 * @param halfLife after how long a value that was not seen again weighs half; null when it does not age
 */
public record PrecedenceRule(List<String> attributes, List<String> sources, Mode mode, @Nullable Duration halfLife) {

    /** How a value takes the place of another. */
    public enum Mode {
        /** The most trusted source that ever gave a value keeps it, however old it is. */
        LOCKED,
        /** The first value stays until its source takes it back; another source only fills what is empty. */
        FILL_IF_EMPTY,
        /** The heaviest value counts: trust, sureness and freshness together. */
        OVERWRITE
    }

    /** For a class that says nothing: the freshest. */
    static final PrecedenceRule NONE = new PrecedenceRule(List.of(), List.of("*"), Mode.OVERWRITE, null);

    public PrecedenceRule {
        attributes = List.copyOf(attributes);
        sources = List.copyOf(sources);
    }

    /** 0 for the most trusted; sources that are neither named nor meant by {@code *} come after all others, alike. */
    public int rank(String source) {
        int rank = sources.indexOf(source);
        int others = sources.indexOf("*");
        if (rank < 0) {
            rank = others < 0 ? sources.size() : others;
        }
        return rank;
    }

    /**
     * How much a source's value weighs, from 0 to 1: half as much with each rank, and half as much with each half-life.
     *
     * @param sureness of the source about this value, from 0 to 1
     * @param age since the source saw it last
     */
    public double weight(String source, double sureness, Duration age) {
        double trust = Math.pow(0.5, rank(source));
        double freshness = halfLife == null || halfLife.isZero()
                ? 1
                : Math.pow(0.5, Math.max(0, age.toMillis()) / (double) halfLife.toMillis());
        return sureness * trust * freshness;
    }
}
