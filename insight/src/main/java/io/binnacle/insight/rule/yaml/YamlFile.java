package io.binnacle.insight.rule.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A YAML file, or a text that stands for one. */
public final class YamlFile {

    /** Many more than anybody's rules; what is larger is some other file. */
    private static final int CHARACTERS_MAX = 32 << 20;

    private YamlFile() {
    }

    /** The file's text; empty after a fault. */
    public static Optional<String> text(Path file, List<YamlFault> faults) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString());
        } catch (NoSuchFileException e) {
            faults.add(new YamlFault(file.toString(), 1, 1, "there is no such file"));
        } catch (CharacterCodingException e) {
            faults.add(new YamlFault(file.toString(), 1, 1, "is no UTF-8 text"));
        } catch (IOException e) {
            faults.add(new YamlFault(file.toString(), 1, 1, "cannot be read: " + e.getMessage()));
        }
        return Optional.empty();
    }

    /** The top of a text; empty for an empty text, or after a fault. */
    public static Optional<YamlNode> parse(String file, String text, List<YamlFault> faults) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).setCodePointLimit(CHARACTERS_MAX)
                .setSchema(new CoreSchema()).build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            return root.map(node -> new YamlNode(node, file, faults));
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            faults.add(new YamlFault(file, mark.map(place -> place.getLine() + 1).orElse(1),
                    mark.map(place -> place.getColumn() + 1).orElse(1), "is no YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            faults.add(new YamlFault(file, 1, 1, "is no YAML: " + e.getMessage()));
        }
        return Optional.empty();
    }
}
