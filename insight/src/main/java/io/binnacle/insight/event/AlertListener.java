package io.binnacle.insight.event;

/**
 * Learns of each change of an alert.
 *
 * <ol>
 * <li>Called by the evaluator's one thread, inside the database transaction that stores the change: what the listener writes
 * through the same database commits with the alert, or not at all.
 * <li>Changes of one alert come in their order, each exactly once as far as committed transactions go. When the listener
 * throws, everything is rolled back and the same transition comes again at the next evaluation.
 * <li>A listener is quick, and leaves calls to the outside world to work that it records in the transaction. What must
 * happen only after the commit belongs into {@link #alertCommitted}.
 * <li>Pending alerts are told too. One that ends before it fires is told as resolved without a {@code firedAt}.
 * </ol>
 */
@FunctionalInterface
public interface AlertListener {

    void alertChanged(AlertTransition transition);

    /** The transaction of that transition is committed. Must not throw; nothing is repeated. */
    default void alertCommitted(AlertTransition transition) {
    }
}
