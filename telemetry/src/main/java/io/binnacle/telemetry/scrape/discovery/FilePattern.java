package io.binnacle.telemetry.scrape.discovery;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Names of files with an asterisk in the last part, as Prometheus' configuration has them. */
public final class FilePattern {

    private FilePattern() {
    }

    /** The files that a name with or without an asterisk stands for, sorted; none when there is no such folder. */
    public static List<Path> matching(Path pattern) throws IOException {
        Path folder = pattern.toAbsolutePath().getParent();
        String name = String.valueOf(pattern.getFileName());
        if (name.indexOf('*') < 0) {
            return Files.isRegularFile(pattern) ? List.of(pattern) : List.of();
        }
        List<Path> found = new ArrayList<>();
        if (folder != null && Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name)) {
                files.forEach(found::add);
            }
        }
        found.removeIf(file -> !Files.isRegularFile(file));
        found.sort(null);
        return found;
    }
}
