package io.binnacle.cmdb.servicemap;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time, from its start up to but not including its end. */
public record Span(Instant from, Instant to) {

    /** How much of it lies within the other; zero when they do not meet. */
    Duration within(Span other) {
        Instant begin = from.isAfter(other.from) ? from : other.from;
        Instant end = to.isBefore(other.to) ? to : other.to;
        return end.isAfter(begin) ? Duration.between(begin, end) : Duration.ZERO;
    }

    Duration length() {
        return Duration.between(from, to);
    }
}
