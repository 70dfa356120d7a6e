package io.binnacle.cmdb.discovery.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The file tree of the machine, from {@code /} or from a fixture. Absent and unreadable files read as empty. */
record HostFiles(Path root) {

    Path path(String absolute) {
        return root.resolve(absolute.startsWith("/") ? absolute.substring(1) : absolute);
    }

    boolean exists(String absolute) {
        return Files.exists(path(absolute));
    }

    /** Bytes above 127 are kept as they are: a file of the kernel may hold any. */
    String text(String absolute) {
        try {
            return new String(Files.readAllBytes(path(absolute)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** The text without white space around it. */
    String value(String absolute) {
        return text(absolute).strip();
    }

    /** Names in a directory, sorted; empty when it does not exist or may not be read. */
    List<String> names(String absolute) {
        try (Stream<Path> entries = Files.list(path(absolute))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** Where a symbolic link points; "" when it is none or may not be read. */
    String link(String absolute) {
        try {
            return Files.readSymbolicLink(path(absolute)).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** The file after following every link, seen from the root; "" when there is none. */
    String real(String absolute) {
        try {
            return "/" + root.toRealPath().relativize(path(absolute).toRealPath());
        } catch (IOException e) {
            return "";
        }
    }
}
