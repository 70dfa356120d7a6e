package io.binnacle.server.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds STYLE.md: sizes and names, over the Java of every module and the TypeScript of the console. */
class TidyTest {

    private static final int METHOD_LINES_MAX = 60;
    private static final int FILE_LINES_MAX = 500;
    private static final int CONSTRUCTOR_PARAMETERS_MAX = 7;
    private static final int PACKAGE_LINES_MAX = 30;
    private static final Set<String> EMPTY_WORDS = Set.of("Impl", "Manager", "Helper", "Helpers", "Util", "Utils",
            "Info", "Dto");
    private static final Set<String> EMPTY_FIRST_WORDS = Set.of("Abstract", "Base");
    private static final Pattern WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern SENTENCE = Pattern.compile("[a-z][A-Za-z0-9]*");
    private static final Set<String> NOT_OURS = Set.of("node_modules", "target", "dist", "generated");

    private static final Path ROOT = root();
    private static final List<JavaSource> JAVA = JavaSource.parse(ROOT, javaFiles());

    @Test
    void everyModuleIsRead() {
        Set<String> modules = JAVA.stream().map(source -> source.file().split("/", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(modules).contains("kernel", "storage", "timeseries", "cmdb", "telemetry", "insight", "operations",
                "server", "testkit");
        assertThat(typescriptFiles()).hasSizeGreaterThan(50);
    }

    /** A record's header is data and not counted; its fields are what they are. */
    @Test
    void nothingOutgrowsItsSize() throws IOException {
        Map<String, Integer> excesses = new TreeMap<>();
        for (JavaSource source : JAVA) {
            noteFile(excesses, source.file(), source.lines());
            for (JavaSource.Method method : source.methods()) {
                if (method.lines() > METHOD_LINES_MAX) {
                    excesses.merge("method " + source.file() + "#" + method.name(), method.lines(), Math::max);
                }
                if (method.constructor() && method.parameters() > CONSTRUCTOR_PARAMETERS_MAX) {
                    excesses.merge("constructor " + source.file(), method.parameters(), Math::max);
                }
            }
        }
        for (Path file : typescriptFiles()) {
            noteFile(excesses, ROOT.relativize(file).toString(), Files.readAllLines(file).size());
        }
        Ratchet ratchet = Ratchet.parse(Files.readAllLines(ROOT.resolve("tidy-ratchet.txt")));
        assertThat(ratchet.faults(excesses)).isEmpty();
    }

    private static void noteFile(Map<String, Integer> excesses, String file, int lines) {
        if (lines > FILE_LINES_MAX) {
            excesses.put("file " + file, lines);
        }
    }

    @Test
    void typesAreNamedForWhatTheyAre() {
        List<String> faults = new ArrayList<>();
        for (JavaSource source : JAVA) {
            for (JavaSource.Type type : source.types()) {
                List<String> words = Arrays.asList(WORDS.split(type.name()));
                if (words.stream().anyMatch(EMPTY_WORDS::contains) || EMPTY_FIRST_WORDS.contains(words.get(0))) {
                    faults.add(source.file() + ": " + type.name());
                }
            }
        }
        assertThat(faults).as("names that say nothing: %s, %s…", EMPTY_WORDS, EMPTY_FIRST_WORDS).isEmpty();
    }

    @Test
    void testsAreNamedForWhatTheyTest() {
        List<String> faults = new ArrayList<>();
        for (JavaSource source : JAVA) {
            boolean named = source.name().endsWith("Test") || source.name().endsWith("Contract");
            if (!source.tests().isEmpty() && !(source.ofTests() && named)) {
                faults.add(source.file() + " has tests and is neither XTest nor XContract");
            }
            boolean inherits = source.types().stream().anyMatch(type -> type.superclass().endsWith("Contract"));
            if (source.ofTests() && source.name().endsWith("Test") && source.tests().isEmpty() && !inherits) {
                faults.add(source.file() + " is named a test and has none");
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void theNamesOfTestMethodsAreSentences() {
        List<String> faults = new ArrayList<>();
        for (JavaSource source : JAVA) {
            for (String test : source.tests()) {
                List<String> words = Arrays.asList(WORDS.split(test));
                if (!SENTENCE.matcher(test).matches() || words.size() < 2 || words.get(0).equals("test")) {
                    faults.add(source.file() + ": " + test);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void testsWaitForConditionsAndNeverSleep() {
        assertThat(JAVA.stream().filter(source -> source.ofTests() && source.sleeps()).map(JavaSource::file)).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<String> faults = new ArrayList<>();
        Set<Path> packages = JAVA.stream().filter(source -> source.file().contains("/src/main/java/"))
                .map(source -> ROOT.resolve(source.file()).resolveSibling("package-info.java"))
                .collect(Collectors.toCollection(TreeSet::new));
        for (Path file : packages) {
            String name = ROOT.relativize(file).toString();
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.isEmpty() || !lines.get(0).startsWith("/**") || !lines.contains("@NullMarked")) {
                faults.add(name + " is missing, says nothing, or is not @NullMarked");
            } else if (lines.size() > PACKAGE_LINES_MAX) {
                faults.add(name + " has " + lines.size() + " lines");
            }
        }
        assertThat(faults).isEmpty();
    }

    /** Where the project is checked out; Maven says so, an IDE runs tests somewhere below. */
    private static Path root() {
        String told = System.getProperty("binnacle.root");
        Path path = Path.of(told == null ? "" : told).toAbsolutePath();
        while (!Files.exists(path.resolve("tidy-ratchet.txt"))) {
            Path parent = path.getParent();
            if (parent == null) {
                throw new IllegalStateException("no tidy-ratchet.txt above the working directory");
            }
            path = parent;
        }
        return path;
    }

    private static List<Path> javaFiles() {
        return files(ROOT, ".java");
    }

    private static List<Path> typescriptFiles() {
        Path console = ROOT.resolve("console");
        return Stream.concat(files(console, ".ts").stream(), files(console, ".tsx").stream()).toList();
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> children = Files.list(folder)) {
            List<Path> found = new ArrayList<>();
            for (Path child : children.sorted().toList()) {
                String name = String.valueOf(child.getFileName());
                if (Files.isDirectory(child)) {
                    if (!NOT_OURS.contains(name) && !name.startsWith(".")) {
                        found.addAll(files(child, ending));
                    }
                } else if (name.endsWith(ending)) {
                    found.add(child);
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
