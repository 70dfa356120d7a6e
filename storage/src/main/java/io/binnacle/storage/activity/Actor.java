package io.binnacle.storage.activity;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Who did something.
 *
 * @param name the sign-in name, the token's name, or the part of the program
 * @param origin the remote address, when there is one
 */
public record Actor(Kind kind, String name, @Nullable String origin) {

    /** What sort of hand did it. */
    public enum Kind {
        USER, TOKEN, SYSTEM, CLI;

        /** As it is written in data: {@code user}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A part of the program that acts by itself: {@code "alert rules"}. */
    public static Actor system(String name) {
        return new Actor(Kind.SYSTEM, name, null);
    }
}
