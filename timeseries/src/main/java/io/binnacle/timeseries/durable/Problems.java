package io.binnacle.timeseries.durable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is wrong, a line each: the last {@value #MAX} things that were found damaged, each once, and what does not work at
 * present and is tried again.
 */
final class Problems implements Consumer<String> {

    private static final int MAX = 100;

    private final Set<String> damage = new LinkedHashSet<>();
    private final Map<String, String> failing = new LinkedHashMap<>();
    private long damaged;

    /** Something is damaged, and stays so. */
    @Override
    public synchronized void accept(String line) {
        if (damage.add(line)) {
            damaged++;
        }
        if (damage.size() > MAX) {
            damage.remove(damage.iterator().next());
        }
    }

    /** How many things were found damaged, those that are no longer told among them. */
    synchronized long damaged() {
        return damaged;
    }

    /** Something did not work and is tried again; takes the place of what was told of it before. */
    synchronized void failed(String what, String line) {
        failing.put(what, line);
    }

    /** It works again. */
    synchronized void healed(String what) {
        failing.remove(what);
    }

    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>(damage);
        lines.addAll(failing.values());
        return lines;
    }
}
