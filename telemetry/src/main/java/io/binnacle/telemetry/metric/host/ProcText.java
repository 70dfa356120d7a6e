package io.binnacle.telemetry.metric.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the small text files of {@code /proc} and {@code /sys}. */
final class ProcText {

    private ProcText() {
    }

    /** ISO-8859-1 so that a name in whatever encoding never fails the whole file. */
    static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    /** The words of a line; blanks at its ends and repeated ones count for nothing. */
    static String[] words(String line) {
        return line.strip().split("\\s+", -1);
    }

    /** The number, or an {@link IOException} that names the file: the kernel's format is not what we know. */
    static long number(String word, Path file) throws IOException {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new IOException("expected a number in " + file + ", got " + word, e);
        }
    }
}
