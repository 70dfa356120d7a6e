package io.binnacle.insight.rule.evaluation;

import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/**
 * One alert of a rule: an element of its expression's result, from when it was first there. Immutable.
 *
 * @param labels          what it is told apart by, with its name
 * @param value           at the last evaluation; 0 beside a histogram
 * @param activeAt        when its element was first there
 * @param firedAt         null while it never fired
 * @param keepFiringSince when its element went, while it fires on; else null
 * @param resolvedAt      null while it is pending or fires
 */
public record ActiveAlert(Labels labels, SortedMap<String, String> annotations, State state, double value,
        @Nullable FloatHistogram histogram, Instant activeAt, @Nullable Instant firedAt,
        @Nullable Instant keepFiringSince, @Nullable Instant resolvedAt) {

    public ActiveAlert {
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    /** Prometheus' states. */
    public enum State {
        /** It fired, and is over. */
        INACTIVE, PENDING, FIRING;

        /** As it is written in labels and answers. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isActive() {
        return state != State.INACTIVE;
    }

    /** The same alert, seen again. */
    ActiveAlert seen(ActiveAlert now) {
        return new ActiveAlert(labels, now.annotations, state, now.value, now.histogram, activeAt, firedAt, null,
                null);
    }

    ActiveAlert fired(Instant at) {
        return new ActiveAlert(labels, annotations, State.FIRING, value, histogram, activeAt, at, keepFiringSince,
                resolvedAt);
    }

    ActiveAlert keptFiring(Instant since) {
        return new ActiveAlert(labels, annotations, state, value, histogram, activeAt, firedAt, since, resolvedAt);
    }

    ActiveAlert resolved(Instant at) {
        return new ActiveAlert(labels, annotations, State.INACTIVE, value, histogram, activeAt, firedAt,
                keepFiringSince, at);
    }

    ActiveAlert activeSince(Instant since) {
        return new ActiveAlert(labels, annotations, state, value, histogram, since, firedAt, keepFiringSince,
                resolvedAt);
    }
}
