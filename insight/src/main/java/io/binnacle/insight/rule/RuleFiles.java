package io.binnacle.insight.rule;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.binnacle.insight.rule.yaml.YamlFault;
import io.binnacle.insight.rule.yaml.YamlFile;
import io.binnacle.insight.rule.yaml.YamlNode;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Unavailable;

/**
 * Reads rules: ours from the class path, then the user's, which change ours key by key ({@code enabled: false} under a known
 * {@code id} switches a rule off) or add new ones. All faults of all files come at once, each with file and line.
 */
public final class RuleFiles {

    /** Checks an expression, and says what is wrong with it. */
    @FunctionalInterface
    public interface ExpressionCheck {
        Optional<String> fault(String expression);
    }

    private static final String SHIPPED = "host.yaml";
    private static final String SHIPPED_ORIGIN = "built in";
    private static final List<String> ENDINGS = List.of(".yaml", ".yml");

    private final ExpressionCheck check;
    private final List<YamlFault> errors = new ArrayList<>();
    private final Map<String, Map<String, YamlNode>> rules = new LinkedHashMap<>();
    private final Map<String, YamlNode> places = new LinkedHashMap<>();
    private final Map<String, String> origins = new LinkedHashMap<>();

    private RuleFiles(ExpressionCheck check) {
        this.check = check;
    }

    /**
     * Our rules with the user's over them, by id in the order of the files; disabled ones are in the list.
     *
     * @param directory the user's rule files, {@code *.yaml}, read in the order of their names; absent or missing: none
     * @throws InvalidInput with every fault of every file
     */
    public static List<Rule> load(Optional<Path> directory, ExpressionCheck check) {
        RuleFiles files = new RuleFiles(check);
        files.read(SHIPPED, SHIPPED_ORIGIN, shipped());
        for (Path file : directory.map(RuleFiles::list).orElse(List.of())) {
            YamlFile.text(file, files.errors).ifPresent(text -> files.read(file.toString(), file.toString(), text));
        }
        return files.finish();
    }

    /** Rules of one text alone. */
    static List<Rule> parse(String file, String text, ExpressionCheck check) {
        RuleFiles files = new RuleFiles(check);
        files.read(file, file, text);
        return files.finish();
    }

    private static String shipped() {
        try (InputStream in = RuleFiles.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new BugException("the jar lacks its rules " + SHIPPED);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BugException("the jar's rules cannot be read", e);
        }
    }

    private static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> ENDINGS.stream().anyMatch(file.getFileName().toString()::endsWith))
                    .sorted(Comparator.comparing(Path::toString)).toList();
        } catch (IOException e) {
            throw new Unavailable("the rule directory " + directory + " cannot be read", e);
        }
    }

    private void read(String file, String origin, String text) {
        Optional<YamlNode> root = YamlFile.parse(file, text, errors);
        if (root.isEmpty()) {
            return;
        }
        YamlNode list = root.get().mapping("the file", List.of("rules")).get("rules");
        if (list == null) {
            return;
        }
        Map<String, YamlNode> idsHere = new LinkedHashMap<>();
        for (YamlNode item : list.sequence("rules")) {
            Map<String, YamlNode> entries = item.mapping("a rule", RuleReader.KEYS);
            YamlNode idNode = entries.get("id");
            if (idNode == null) {
                item.fault("a rule needs an id");
                continue;
            }
            idNode.text("id").ifPresent(id -> {
                if (idsHere.put(id, item) != null) {
                    idNode.fault("the rule " + id + " is in this file twice");
                }
                rules.computeIfAbsent(id, key -> new LinkedHashMap<>()).putAll(entries);
                places.putIfAbsent(id, item);
                origins.merge(id, origin, (before, now) -> before.equals(now) ? now : before + ", changed by " + now);
            });
        }
    }

    private List<Rule> finish() {
        List<Rule> result = new ArrayList<>();
        places.forEach((id, place) -> new RuleReader(id, rules.getOrDefault(id, Map.of()), place, check)
                .read(origins.getOrDefault(id, "")).ifPresent(result::add));
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors.stream().distinct()
                    .sorted(YamlFault.ORDER)
                    .map(error -> new InvalidInput.Violation(error.file() + ":" + error.line(), error.message(), ""))
                    .toList());
        }
        return result;
    }
}
