package io.binnacle.cmdb.discovery.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.binnacle.cmdb.model.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * How a program is recognised, as data.
 *
 * @param id short and stable: it is part of the natural key of the applications
 * @param ciClass of the items that come of it: {@link #APPLICATION} or one that inherits from it
 * @param named what sets several applications of this signature apart by name: the program's main class, script or
 *            executable; null when the product alone names it
 * @param service whether its stopping is worth an alert
 * @param matches one of them must hold
 * @param ports those it usually listens on: the first that it holds becomes part of the key, and a process whose
 *            sockets may not be read is recognised by them
 * @param packages that bring it, tried in order for the version
 */
record Signature(String id, String product, String category, String ciClass, @Nullable Named named, boolean service,
        List<Match> matches, List<Integer> ports, List<Version> versions, List<String> packages) {

    /** What a running program is, unless its signature says it closer. */
    static final String APPLICATION = "application";

    /** What names one application of several of a signature. */
    enum Named {
        MAIN, EXECUTABLE
    }

    /**
     * Conditions that must all hold.
     *
     * @param executables base names, {@code *} stands for anything; empty for any
     */
    record Match(List<Pattern> executables, @Nullable Pattern path, @Nullable Pattern arguments,
            @Nullable Pattern main) {

        boolean holds(RunningProcess process, String mainName) {
            String program = process.program();
            return (executables.isEmpty() || executables.stream().anyMatch(each -> each.matcher(program).matches()))
                    && found(path, process.executable()) && found(arguments, process.commandLine())
                    && found(main, mainName);
        }

        /** Which conditions hold, in words; meant for a match that holds. */
        List<String> reasons(RunningProcess process, String mainName) {
            List<String> reasons = new ArrayList<>();
            if (!executables.isEmpty()) {
                reasons.add("the executable is " + process.program());
            }
            reason(reasons, "path", path, process.executable());
            reason(reasons, "arguments", arguments, process.commandLine());
            reason(reasons, "main", main, mainName);
            return reasons;
        }

        private static void reason(List<String> reasons, String what, @Nullable Pattern pattern, String text) {
            if (pattern != null) {
                Matcher matcher = pattern.matcher(text);
                if (matcher.find()) {
                    reasons.add(what + " has " + Redaction.commandLine(matcher.group()));
                }
            }
        }

        private static boolean found(@Nullable Pattern pattern, String text) {
            return pattern == null || pattern.matcher(text).find();
        }
    }

    /** Where the version stands: the first group of one of the patterns. */
    record Version(@Nullable Pattern path, @Nullable Pattern arguments) {

        Optional<String> of(RunningProcess process) {
            return group(path, process.executable()).or(() -> group(arguments, process.commandLine()));
        }

        private static Optional<String> group(@Nullable Pattern pattern, String text) {
            if (pattern == null) {
                return Optional.empty();
            }
            Matcher matcher = pattern.matcher(text);
            return matcher.find() ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
        }
    }

    /** Why it matches the process, in words; empty when it does not. */
    List<String> reasons(RunningProcess process, String mainName) {
        return matches.stream().filter(match -> match.holds(process, mainName)).findFirst()
                .map(match -> match.reasons(process, mainName)).orElse(List.of());
    }

    boolean matches(RunningProcess process, String mainName) {
        return matches.stream().anyMatch(match -> match.holds(process, mainName));
    }
}
