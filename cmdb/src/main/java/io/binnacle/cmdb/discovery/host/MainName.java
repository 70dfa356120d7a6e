package io.binnacle.cmdb.discovery.host;

import java.util.List;
import java.util.Set;

/** What an interpreter or virtual machine runs: a main class or jar, a script, a module. */
final class MainName {

    private static final Set<String> JAVA_WITH_VALUE = Set.of("-cp", "-classpath", "--class-path", "-p",
            "--module-path", "--add-modules", "--add-opens", "--add-exports", "--add-reads", "--upgrade-module-path",
            "--limit-modules", "--enable-native-access", "--patch-module", "--source");
    private static final Set<String> NODE_WITH_VALUE = Set.of("-r", "--require", "--import", "--loader", "-C",
            "--conditions", "--env-file");
    private static final Set<String> PYTHON_WITH_VALUE = Set.of("-W", "-X", "-Q");
    /** Names that say nothing without the directory they are in. */
    private static final Set<String> COMMON_SCRIPTS = Set.of("index.js", "index.mjs", "server.js", "main.js", "app.js",
            "start.js", "cli.js", "main.py", "app.py", "server.py", "__main__.py", "manage.py", "wsgi.py", "run.py",
            "index.cjs", "app.rb");

    private MainName() {
    }

    /** "" when the process is no interpreter, or does not tell. */
    static String of(RunningProcess process) {
        String program = process.program();
        List<String> arguments = process.arguments();
        if (arguments.size() < 2) {
            return "";
        }
        List<String> rest = arguments.subList(1, arguments.size());
        if (program.equals("java")) {
            return java(rest);
        }
        if (program.startsWith("python")) {
            return script(rest, PYTHON_WITH_VALUE, "-m");
        }
        if (program.equals("node") || program.equals("nodejs") || program.equals("bun") || program.equals("deno")) {
            return script(rest, NODE_WITH_VALUE, "");
        }
        if (program.startsWith("ruby") || program.startsWith("perl") || program.equals("php")
                || program.matches("php\\d.*") || program.equals("dotnet")) {
            return script(rest, Set.of(), "");
        }
        return "";
    }

    /** The main class, or the name of the jar without its version. */
    private static String java(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            boolean hasNext = i + 1 < arguments.size();
            if (argument.equals("-jar") && hasNext) {
                return base(arguments.get(i + 1)).replaceFirst("\\.(jar|war)$", "")
                        .replaceFirst(
                                "[-_]v?\\d+(\\.\\d+)*([.-](SNAPSHOT|RELEASE|Final|GA|RC\\d*|M\\d+))?(-(all|exec|boot|shaded|fat))?$",
                                "");
            }
            if ((argument.equals("-m") || argument.equals("--module")) && hasNext) {
                return arguments.get(i + 1);
            }
            if (JAVA_WITH_VALUE.contains(argument)) {
                i++;
            } else if (!argument.startsWith("-") && !argument.startsWith("@")) {
                return argument;
            }
        }
        return "";
    }

    private static String script(List<String> arguments, Set<String> withValue, String moduleOption) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals(moduleOption)) {
                return i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            }
            if (argument.equals("-c") || argument.equals("-e")) {
                return "";
            }
            if (withValue.contains(argument)) {
                i++;
            } else if (!argument.startsWith("-")) {
                return named(argument);
            }
        }
        return "";
    }

    private static String named(String path) {
        String base = base(path);
        String[] parts = path.split("/", -1);
        int last = parts.length - 1;
        if (!COMMON_SCRIPTS.contains(base) || last < 1) {
            return base;
        }
        Set<String> layers = Set.of("src", "dist", "build", "bin", "lib", "app", ".", "");
        int directory = last - 1;
        while (directory > 0 && layers.contains(parts[directory])) {
            directory--;
        }
        return parts[directory].isEmpty() ? base : parts[directory] + "/" + base;
    }

    private static String base(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
