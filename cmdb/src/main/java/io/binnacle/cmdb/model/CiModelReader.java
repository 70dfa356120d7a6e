package io.binnacle.cmdb.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.InvalidInput.Violation;

/** Reads a {@link CiModel} from YAML; a model with any mistake is refused with all of them. */
public final class CiModelReader {

    /** The area of the classes that are made here. */
    public static final String OWN = "own";

    /** In this order people see the areas; a file may use the relation types of those before it. */
    private static final List<String> SHIPPED = List.of("item", "organisation", "place", "power", "hardware", "network",
            "addressing", "compute", "software", "storage", "kubernetes", "cloud", "backup", "agreement", "service");

    private CiModelReader() {
    }

    /** The model that Binnacle ships; read once. */
    public static CiModel shipped() {
        return Shipped.MODEL;
    }

    private static final class Shipped {
        static final List<ModelFile> FILES = readShipped();
        static final CiModel MODEL = new ModelAssembly(FILES, new ArrayList<>()).model();
    }

    private static List<ModelFile> readShipped() {
        List<Violation> violations = new ArrayList<>();
        List<ModelFile> files = SHIPPED.stream()
                .map(name -> DefinitionReader.file(name + ".yaml", resource("ci-classes/" + name + ".yaml"),
                        violations))
                .toList();
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
        return files;
    }

    private static String resource(String name) {
        try (InputStream in = CiModelReader.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new BugException(name + " is not on the classpath");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A model of one file alone.
     *
     * @param name of the file, for messages
     * @throws InvalidInput with every mistake
     */
    public static CiModel read(String name, String yaml) {
        List<Violation> violations = new ArrayList<>();
        ModelFile file = DefinitionReader.file(name, yaml, violations);
        return new ModelAssembly(List.of(file), violations).model();
    }

    /**
     * What the program ships together with what was made here.
     *
     * @throws InvalidInput with every mistake
     */
    public static CiModel shippedWith(List<ClassDefinition> own) {
        List<ModelFile> files = new ArrayList<>(Shipped.FILES);
        files.add(new ModelFile(OWN, new ModelArea(OWN, "Own", 1), own, List.of(), List.of(), Map.of()));
        return new ModelAssembly(files, new ArrayList<>()).model();
    }

    /**
     * The class that a text describes; relations stand in it.
     *
     * @param name for messages
     * @throws InvalidInput with every mistake of form; whether it fits to others is not looked at
     */
    public static ClassDefinition definition(String name, String yaml) {
        List<Violation> violations = new ArrayList<>();
        ClassDefinition definition = DefinitionReader.oneClass(name, yaml, violations);
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
        return definition;
    }

    /**
     * The classes that a file describes, with the relations in them; the file may have no relations of its own.
     *
     * @throws InvalidInput with every mistake of form
     */
    public static List<ClassDefinition> definitions(String name, String yaml) {
        List<Violation> violations = new ArrayList<>();
        ModelFile file = DefinitionReader.file(name, yaml, violations);
        if (!file.relations().isEmpty() || !file.worthless().isEmpty()) {
            violations.add(new Violation(name, "relations within the classes that they start or end at",
                    "relations or lists of worthless values beside them"));
        }
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
        return file.classes();
    }

    /** What differs between two models, class by class; a subclass differs too when what it inherits does. */
    public static List<ClassDifference> differences(CiModel before, CiModel after) {
        return ModelDifference.between(before, after);
    }
}
