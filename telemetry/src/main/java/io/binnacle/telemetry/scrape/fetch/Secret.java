package io.binnacle.telemetry.scrape.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A text that must not be shown: written in the configuration, or in a file that is read anew each time.
 *
 * @param text null when the file has it
 */
public record Secret(@Nullable String text, @Nullable Path file) {

    public static Secret of(String text) {
        return new Secret(text, null);
    }

    public static Secret in(Path file) {
        return new Secret(null, file);
    }

    /** Without blanks around what a file holds, such as the line feed at its end. */
    String read() throws IOException {
        Path from = file;
        if (from == null) {
            return text == null ? "" : text;
        }
        return Files.readString(from, StandardCharsets.UTF_8).strip();
    }

    @Override
    public String toString() {
        return file == null ? "(set)" : "(in " + file + ")";
    }
}
