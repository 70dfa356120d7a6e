package io.binnacle.server.config;

import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.InvalidInput.Violation;

/**
 * One place where settings are written.
 *
 * @param entries by key, such as {@code server.listen}
 * @param errors what made the place unreadable, in whole or in part
 */
public record Source(Map<String, Entry> entries, List<Violation> errors) {

    /**
     * @param text the value as it was written
     * @param place where: {@code binnacle.yaml:12}, {@code BINNACLE_SERVER_LISTEN}, {@code --listen}
     */
    public record Entry(String text, String place) {}

    public Source {
        entries = Map.copyOf(entries);
        errors = List.copyOf(errors);
    }

    /** Settings from the command line. */
    public static Source flags(Map<String, Entry> entries) {
        return new Source(entries, List.of());
    }
}
