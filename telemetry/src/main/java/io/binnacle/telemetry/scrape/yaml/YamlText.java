package io.binnacle.telemetry.scrape.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A text of YAML at its top. */
public final class YamlText {

    /** Files of ten thousand targets have some megabytes. */
    private static final int CHARACTERS_MAX = 64 << 20;

    private YamlText() {
    }

    /** The mapping at the top; empty when there is none, and the faults say so unless the text is empty. */
    public static Optional<Section> section(String file, String text, Faults faults) {
        Node root = root(file, text, faults);
        if (root instanceof MappingNode mapping) {
            return Optional.of(Section.of(file, "", mapping, faults));
        }
        if (root != null && !isNull(root)) {
            faults.add(file, "sections with keys", "something else at the top");
        }
        return Optional.empty();
    }

    /** The mappings of the list at the top; as {@link #section}. */
    public static List<Section> sections(String file, String text, Faults faults) {
        Node root = root(file, text, faults);
        List<Section> sections = new ArrayList<>();
        if (root instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                if (sequence.getValue().get(i) instanceof MappingNode mapping) {
                    sections.add(Section.of(file, "[" + i + "]", mapping, faults));
                } else {
                    faults.add("[" + i + "] (" + file + ")", "keys with values", "something else");
                }
            }
        } else if (root != null && !isNull(root)) {
            faults.add(file, "a list", "something else at the top");
        }
        return sections;
    }

    private static @Nullable Node root(String file, String text, Faults faults) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).setCodePointLimit(CHARACTERS_MAX)
                .setAllowDuplicateKeys(true).setMaxAliasesForCollections(1000).build();
        try {
            return new Compose(settings).composeString(text).orElse(null);
        } catch (MarkedYamlEngineException e) {
            String where = e.getProblemMark().map(mark -> file + ":" + (mark.getLine() + 1)).orElse(file);
            faults.add(where, "well-formed YAML (" + e.getProblem() + ")", "what cannot be read");
        } catch (YamlEngineException e) {
            faults.add(file, "well-formed YAML", String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
        return null;
    }

    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }
}
