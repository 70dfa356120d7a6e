package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * Closes together what was opened together, the last first, each whatever became of the others. What the first failure
 * throws is thrown once all are closed; it carries the others.
 */
final class Closer implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Takes it over. */
    <T extends AutoCloseable> T add(T one) {
        open.push(one);
        return one;
    }

    @Override
    public void close() throws IOException {
        Exception failure = null;
        while (!open.isEmpty()) {
            failure = closed(open.pop(), failure);
        }
        if (failure instanceof IOException ofDisk) {
            throw ofDisk;
        }
        if (failure instanceof RuntimeException other) {
            throw other;
        }
        if (failure != null) {
            throw new IOException(failure);
        }
    }

    private static @Nullable Exception closed(AutoCloseable one, @Nullable Exception before) {
        try {
            one.close();
            return before;
        } catch (Exception e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
            return before;
        }
    }
}
