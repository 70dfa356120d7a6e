package io.binnacle.insight.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Where the evaluator keeps alerts. One evaluator writes; its calls within {@link #inTransaction} commit together, with
 * whatever else the same thread writes into the same database.
 */
public interface AlertStore extends Alerts {

    /**
     * What the evaluator must remember of an alert beyond what people see.
     *
     * @param phases   of the state machine, see {@code Phase}
     * @param lastSeen when the last value was there
     */
    record Memory(String phases, Instant lastSeen) {}

    /** An alert with what the evaluator remembers of it. */
    record Remembered(Alert alert, Memory memory) {}

    /** The alerts that are not resolved. */
    List<Remembered> unresolved();

    /** @throws RuntimeException that the work threw; everything is rolled back then */
    void inTransaction(Runnable work);

    /** Adds the alert, or replaces it; the incident that it joined stays. */
    void save(Remembered remembered);

    /** @param change its id means nothing */
    void append(AlertChange change);

    /** Removes an alert that never fired and has no history. */
    void delete(UUID alertId);

    /** Stores the latest values and memories of alerts whose state did not change. */
    void refresh(List<Remembered> remembered);
}
