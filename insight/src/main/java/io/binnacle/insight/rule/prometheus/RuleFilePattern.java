package io.binnacle.insight.rule.prometheus;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Unavailable;

/** Finds files by a pattern as Go's {@code filepath.Glob} knows it: {@code *} and {@code ?} stand for no slash. */
public final class RuleFilePattern {

    private RuleFilePattern() {
    }

    /**
     * The files that match, by name; a pattern without special characters finds the file of that name, if it is there.
     *
     * @throws InvalidInput the pattern is wrong
     */
    public static List<Path> find(Path base, String pattern) {
        Path given = Path.of(pattern);
        List<Path> found = List.of(given.isAbsolute() ? given.getRoot() : base);
        for (Path part : given) {
            found = next(found, part.toString(), pattern);
        }
        return found.stream().filter(Files::isRegularFile).toList();
    }

    private static List<Path> next(List<Path> folders, String part, String pattern) {
        List<Path> found = new ArrayList<>();
        boolean special = part.chars().anyMatch(c -> "*?[\\".indexOf(c) >= 0);
        for (Path folder : folders) {
            if (!special) {
                Path child = folder.resolve(part).normalize();
                if (Files.exists(child)) {
                    found.add(child);
                }
            } else if (Files.isDirectory(folder)) {
                found.addAll(children(folder, part, pattern));
            }
        }
        return found;
    }

    private static List<Path> children(Path folder, String part, String pattern) {
        List<Path> children = new ArrayList<>();
        try {
            // Braces mean nothing in Go's patterns, but in Java's.
            PathMatcher matcher = folder.getFileSystem()
                    .getPathMatcher("glob:" + part.replace("{", "\\{").replace("}", "\\}").replace("[^", "[!"));
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
                for (Path child : all) {
                    if (matcher.matches(child.getFileName())) {
                        children.add(child);
                    }
                }
            }
        } catch (PatternSyntaxException e) {
            throw new InvalidInput("rule files", "a pattern (" + e.getDescription() + ")", pattern);
        } catch (IOException e) {
            throw new Unavailable("the folder " + folder + " cannot be read", e);
        }
        children.sort(null);
        return children;
    }
}
