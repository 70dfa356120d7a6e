package io.binnacle.server.health;

import org.jspecify.annotations.Nullable;

/**
 * How one part of the program is.
 *
 * @param detail what is wrong, or what it does
 */
public record Component(String name, State state, @Nullable String detail) {

    /** STARTING and DOWN make the program not ready; DEGRADED does not: it serves, but somebody should look. */
    public enum State {
        UP, STARTING, DEGRADED, DOWN
    }

    public static Component up(String name, @Nullable String detail) {
        return new Component(name, State.UP, detail);
    }
}
