package io.binnacle.cmdb.discovery.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.binnacle.cmdb.discovery.host.Signature.Named;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.YamlMap;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.InvalidInput.Violation;
import io.binnacle.kernel.text.Suggestion;
import org.jspecify.annotations.Nullable;

/** Reads signatures from YAML; a file with any mistake is refused with all of them. */
final class SignatureReader {

    private static final String SHIPPED = "signatures.yaml";
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_.-]*");

    private SignatureReader() {
    }

    /** In the order of the file, in which they are tried. */
    static List<Signature> shipped() {
        try (InputStream in = SignatureReader.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new BugException(SHIPPED + " is not on the classpath");
            }
            return read(SHIPPED, new String(in.readAllBytes(), StandardCharsets.UTF_8), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param model where the classes must be that signatures name; null does not look
     * @throws InvalidInput with every mistake
     */
    static List<Signature> read(String name, String yaml, @Nullable CiModel model) {
        List<Violation> violations = new ArrayList<>();
        List<Signature> signatures = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        try (YamlMap file = YamlMap.read(name, yaml, violations)) {
            for (YamlMap each : file.maps("signatures")) {
                Signature signature = signature(each, model);
                signatures.add(signature);
                if (!ids.add(signature.id())) {
                    each.complain("id", "an id of its own", signature.id() + " twice");
                }
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
        return List.copyOf(signatures);
    }

    private static Signature signature(YamlMap map, @Nullable CiModel model) {
        try (map) {
            String id = map.text("id");
            if (!id.isEmpty() && !ID.matcher(id).matches()) {
                map.complain("id", "small letters, digits, - and .", id);
            }
            List<Signature.Match> matches = new ArrayList<>();
            for (YamlMap each : map.maps("match")) {
                matches.add(match(each));
            }
            if (matches.isEmpty()) {
                map.complain("match", "at least one way to recognise it", null);
            }
            List<Signature.Version> versions = new ArrayList<>();
            for (YamlMap each : map.maps("version")) {
                versions.add(version(each));
            }
            return new Signature(id, map.text("product"), map.text("category"), ciClass(map, model), named(map),
                    map.flag("service", false), matches, List.copyOf(map.integers("ports")), versions,
                    map.texts("packages"));
        }
    }

    private static String ciClass(YamlMap map, @Nullable CiModel model) {
        String name = map.findText("class").orElse(Signature.APPLICATION);
        if (model != null && !SignatureSet.isOfApplications(model, name)) {
            List<String> all = model.withSubclasses(Signature.APPLICATION).stream()
                    .filter(each -> SignatureSet.isOfApplications(model, each)).toList();
            map.complain("class", Suggestion.nearest(name, all).map(nearest -> "did you mean " + nearest + "? ")
                    .orElse("") + "a class with items that is application or inherits from it", name);
        }
        return name;
    }

    private static @Nullable Named named(YamlMap map) {
        Optional<String> text = map.findText("named");
        return switch (text.orElse("")) {
            case "" -> null;
            case "main" -> Named.MAIN;
            case "executable" -> Named.EXECUTABLE;
            default -> {
                map.complain("named", "main or executable", text.orElse(""));
                yield null;
            }
        };
    }

    private static Signature.Match match(YamlMap map) {
        try (map) {
            List<Pattern> executables = map.texts("executable").stream().map(SignatureReader::glob).toList();
            Signature.Match match = new Signature.Match(executables, pattern(map, "path"), pattern(map, "arguments"),
                    pattern(map, "main"));
            if (executables.isEmpty() && match.path() == null && match.arguments() == null && match.main() == null) {
                map.complain("executable", "at least one condition: executable, path, arguments or main", null);
            }
            return match;
        }
    }

    private static Pattern glob(String text) {
        return Pattern.compile(Arrays.stream(text.split("\\*", -1)).map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    }

    private static Signature.Version version(YamlMap map) {
        try (map) {
            Signature.Version version = new Signature.Version(pattern(map, "path"), pattern(map, "arguments"));
            for (Pattern each : new Pattern[]{version.path(), version.arguments()}) {
                if (each != null && each.matcher("").groupCount() != 1) {
                    map.complain("path", "a regular expression with one group", each);
                }
            }
            return version;
        }
    }

    private static @Nullable Pattern pattern(YamlMap map, String key) {
        String text = map.findText(key).orElse("");
        try {
            return text.isEmpty() ? null : Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            map.complain(key, "a regular expression", text + ": " + e.getDescription());
            return null;
        }
    }
}
