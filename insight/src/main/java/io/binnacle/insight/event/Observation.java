package io.binnacle.insight.event;

/** What one evaluation of a rule says of one series. */
sealed interface Observation {

    record Value(double value) implements Observation {}

    /** The series was there before and is not in the result now. */
    record Missing() implements Observation {}

    /** What the series measured no longer exists. */
    record Gone(String why) implements Observation {}
}
