package io.binnacle.cmdb.impact;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.binnacle.kernel.error.Overloaded;

/**
 * Values as small numbers: few different ones, each held by very many. Nothing is forgotten. Safe for
 * use by several threads.
 */
final class Interned<T> {

    private static final Duration NEVER = Duration.ofHours(1);

    private final String what;
    private final int sizeMax;
    private final Map<T, Integer> numbers = new ConcurrentHashMap<>();
    private volatile List<T> values = new ArrayList<>();

    Interned(String what, int sizeMax) {
        this.what = what;
        this.sizeMax = sizeMax;
    }

    /** The number of an equal value, a new one if there was none. */
    int number(T value) {
        Integer known = numbers.get(value);
        return known != null ? known : add(value);
    }

    private synchronized int add(T value) {
        Integer known = numbers.get(value);
        if (known != null) {
            return known;
        }
        int number = values.size();
        if (number == sizeMax) {
            throw new Overloaded("the graph of the estate holds at most " + sizeMax + " different " + what, NEVER);
        }
        // An own copy each time: lists that grow in place may not be read meanwhile. New values are rare.
        List<T> grown = new ArrayList<>(Math.max(16, number + 1));
        grown.addAll(values);
        grown.add(value);
        values = grown;
        numbers.put(value, number);
        return number;
    }

    T get(int number) {
        return values.get(number);
    }

    int size() {
        return values.size();
    }
}
