package io.binnacle.cmdb.model;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.binnacle.kernel.time.DurationText;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes classes as YAML that {@link CiModelReader} reads back to the same; what is as usual is left out. */
public final class DefinitionWriter {

    /** A line longer than this is hard to compare. */
    private static final int WIDTH = 120;

    private DefinitionWriter() {
    }

    /** One class. */
    public static String yaml(ClassDefinition definition) {
        return dump(tree(definition));
    }

    /** A file of classes. */
    public static String yaml(List<ClassDefinition> definitions) {
        return dump(Map.of("classes", definitions.stream().map(DefinitionWriter::tree).toList()));
    }

    private static String dump(Map<String, Object> tree) {
        return new Dump(DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(WIDTH)
                .setSplitLines(false).build()).dumpToString(tree);
    }

    private static Map<String, Object> tree(ClassDefinition definition) {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(tree, "name", definition.name());
        putIf(tree, "extends", true, definition.isExtension());
        put(tree, "label", definition.label());
        put(tree, "plural", definition.plural());
        put(tree, "parent", definition.parent());
        putIf(tree, "abstract", true, !definition.concrete());
        put(tree, "description", definition.description());
        put(tree, "keyedBy", definition.keyedBy());
        put(tree, "retireAfter", text(definition.retireAfter()));
        put(tree, "attestEvery", text(definition.attestEvery()));
        put(tree, "attributes", definition.attributes().stream().map(DefinitionWriter::tree).toList());
        put(tree, "identification", definition.identification().stream().map(DefinitionWriter::tree).toList());
        put(tree, "precedence", definition.precedence().stream().map(DefinitionWriter::tree).toList());
        put(tree, "relations", definition.relations().stream().map(DefinitionWriter::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(Attribute attribute) {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(tree, "name", attribute.name());
        put(tree, "label", attribute.label());
        putIf(tree, "type", attribute.type().text(), attribute.type() != AttributeType.TEXT);
        put(tree, "unit", attribute.unit());
        put(tree, "description", attribute.description());
        put(tree, "reference", attribute.reference());
        put(tree, "was", attribute.was());
        putIf(tree, "sensitive", true, attribute.sensitive());
        putIf(tree, "tracked", false, !attribute.tracked());
        Constraint constraint = attribute.constraint();
        if (constraint != null) {
            putIf(tree, "required", true, constraint.required());
            putIf(tree, "unique", true, constraint.unique());
            put(tree, "pattern", constraint.pattern());
            put(tree, "min", number(constraint.min()));
            put(tree, "max", number(constraint.max()));
            put(tree, "oneOf", constraint.oneOf());
        }
        return tree;
    }

    private static Map<String, Object> tree(IdentificationRule rule) {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(tree, "by", rule.by());
        put(tree, "sureness", rule.sureness());
        putIf(tree, "unique", false, !rule.unique());
        put(tree, "ignore", rule.ignore());
        return tree;
    }

    private static Map<String, Object> tree(PrecedenceRule rule) {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(tree, "attributes", rule.attributes());
        put(tree, "sources", rule.sources());
        put(tree, "mode", word(rule.mode()));
        put(tree, "halfLife", text(rule.halfLife()));
        return tree;
    }

    private static Map<String, Object> tree(RelationDefinition relation) {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(tree, "type", relation.type());
        put(tree, "label", relation.label());
        put(tree, "inverse", relation.inverse());
        put(tree, "from", relation.from());
        put(tree, "to", relation.to());
        put(tree, "cardinality", word(relation.cardinality()));
        put(tree, "failure", word(relation.propagation()));
        put(tree, "lasting", relation.lasting());
        put(tree, "linger", text(relation.linger()));
        return tree;
    }

    private static void put(Map<String, Object> tree, String key, @Nullable Object value) {
        putIf(tree, key, value, !(value instanceof Collection<?> list && list.isEmpty()));
    }

    private static void putIf(Map<String, Object> tree, String key, @Nullable Object value, boolean unusual) {
        if (value != null && unusual) {
            tree.put(key, value);
        }
    }

    private static @Nullable String word(@Nullable Enum<?> word) {
        return word == null ? null : word.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable Duration duration) {
        return duration == null ? null : DurationText.format(duration);
    }

    /** A whole number without a decimal point, as people write it. */
    private static @Nullable Number number(@Nullable Double value) {
        boolean whole = value != null && value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole && value != null ? (Number) value.longValue() : value;
    }
}
