package io.binnacle.insight.rule;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * When one severity of a rule begins and ends. The gap between {@code limit} and {@code clear} is the hysteresis: a value
 * inside it keeps whatever was the case before, so that a value that trembles around the limit does not flap.
 *
 * @param side         whether values above or below the limit are bad
 * @param limit        bad is strictly beyond this value
 * @param clear        good is at this value or on its good side; equal to {@code limit} when there is no hysteresis
 * @param heldForOwn   how long the value must be bad before this severity fires; null: the rule's own time
 */
public record Threshold(Side side, double limit, double clear, @Nullable Duration heldForOwn) {

    /** The bad side of a limit. */
    public enum Side {
        ABOVE, BELOW
    }

    /** Whether the value is on the bad side of the limit. NaN is neither bad nor good. */
    public boolean isBad(double value) {
        return side == Side.ABOVE ? value > limit : value < limit;
    }

    /** Whether the value is so good that the condition counts as ended. NaN is neither bad nor good. */
    public boolean isGood(double value) {
        return side == Side.ABOVE ? value <= clear : value >= clear;
    }
}
