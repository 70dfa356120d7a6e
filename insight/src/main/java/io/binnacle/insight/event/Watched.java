package io.binnacle.insight.event;

import java.util.List;

import io.binnacle.kernel.label.Labels;
import org.jspecify.annotations.Nullable;

/** One series of one rule, and its alert while it has one. Belongs to the evaluator's thread. */
final class Watched {

    /** A transition that is decided, but not stored yet. */
    record Decided(Track track, AlertTransition transition, List<AlertChange> history) {}

    final Labels labels;
    Track track;
    @Nullable
    Alert alert;
    /** Set while storing it fails; it is tried again before anything else is decided about this series. */
    @Nullable
    Decided outstanding;

    Watched(Labels labels, Track track, @Nullable Alert alert) {
        this.labels = labels;
        this.track = track;
        this.alert = alert;
    }
}
