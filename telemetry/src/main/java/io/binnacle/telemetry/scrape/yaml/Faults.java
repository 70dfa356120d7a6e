package io.binnacle.telemetry.scrape.yaml;

import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.InvalidInput.Violation;

/** What is wrong with some files, gathered so that all of it is told at once. Belongs to one thread. */
public final class Faults {

    private final List<Violation> all = new ArrayList<>();

    /** @param got must not be a secret */
    public void add(String where, String expected, String got) {
        all.add(new Violation(where, expected, got));
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public int size() {
        return all.size();
    }

    /** @throws InvalidInput with every fault, if there is one */
    public void throwIfAny() {
        if (!all.isEmpty()) {
            throw new InvalidInput(all);
        }
    }
}
