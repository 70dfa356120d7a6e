package io.binnacle.cmdb.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import io.binnacle.cmdb.model.ClassDifference.Kind;
import io.binnacle.cmdb.model.ClassDifference.Part;
import io.binnacle.kernel.time.DurationText;
import org.jspecify.annotations.Nullable;

/** Compares two models class by class. A subclass differs too when what it inherits does. */
final class ModelDifference {

    private ModelDifference() {
    }

    static List<ClassDifference> between(CiModel before, CiModel after) {
        Set<String> names = new LinkedHashSet<>();
        before.classes().forEach(each -> names.add(each.name()));
        after.classes().forEach(each -> names.add(each.name()));
        List<ClassDifference> differences = new ArrayList<>();
        for (String name : names) {
            List<Part> parts = parts(lines(before, name), lines(after, name));
            if (!parts.isEmpty()) {
                Kind kind = before.find(name).isEmpty()
                        ? Kind.ADDED
                        : after.find(name).isEmpty() ? Kind.REMOVED : Kind.CHANGED;
                differences.add(new ClassDifference(name, kind, parts));
            }
        }
        return differences;
    }

    private static List<Part> parts(Map<String, String> before, Map<String, String> after) {
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        return keys.stream().filter(key -> !Objects.equals(before.get(key), after.get(key)))
                .map(key -> new Part(key, before.get(key), after.get(key))).toList();
    }

    /** A class as lines that can be compared; empty when the model has none of that name. */
    private static Map<String, String> lines(CiModel model, String name) {
        Map<String, String> lines = new LinkedHashMap<>();
        CiClass ciClass = model.find(name).orElse(null);
        if (ciClass == null) {
            return lines;
        }
        lines.put("label", ciClass.label() + ", " + ciClass.plural());
        put(lines, "parent", ciClass.parent());
        put(lines, "description", ciClass.description());
        put(lines, "keyedBy", ciClass.keyedBy());
        lines.put("items of its own", ciClass.concrete() ? "yes" : "no, it is abstract");
        lines.put("retireAfter", DurationText.format(ciClass.retireAfter()));
        put(lines, "attestEvery", ciClass.attestEvery() == null ? null : DurationText.format(ciClass.attestEvery()));
        ciClass.attributes().forEach(each -> lines.put("attribute " + each.name(), text(each)));
        for (int i = 0; i < ciClass.identification().size(); i++) {
            lines.put("identification " + (i + 1), text(ciClass.identification().get(i)));
        }
        for (int i = 0; i < ciClass.precedence().size(); i++) {
            lines.put("precedence " + (i + 1), text(ciClass.precedence().get(i)));
        }
        for (RelationRule rule : model.relations()) {
            if (rule.from().equals(name) || rule.to().equals(name)) {
                lines.put("relation " + rule.from() + " " + rule.type() + " " + rule.to(), text(rule));
            }
        }
        return lines;
    }

    private static void put(Map<String, String> lines, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            lines.put(key, value);
        }
    }

    private static String text(Attribute attribute) {
        List<String> words = new ArrayList<>(List.of(attribute.label(), attribute.type().text()));
        add(words, "in ", attribute.unit());
        add(words, "of class ", attribute.reference());
        add(words, "was ", attribute.was());
        if (attribute.sensitive()) {
            words.add("sensitive");
        }
        if (!attribute.tracked()) {
            words.add("not tracked");
        }
        Constraint constraint = attribute.constraint();
        if (constraint != null) {
            words.addAll(text(constraint));
        }
        add(words, "", attribute.description());
        return String.join(", ", words);
    }

    private static List<String> text(Constraint constraint) {
        List<String> words = new ArrayList<>();
        if (constraint.required()) {
            words.add("required");
        }
        if (constraint.unique()) {
            words.add("unique");
        }
        add(words, "like ", constraint.pattern());
        add(words, "at least ", constraint.min());
        add(words, "at most ", constraint.max());
        if (!constraint.oneOf().isEmpty()) {
            words.add("one of " + String.join(" | ", constraint.oneOf()));
        }
        return words;
    }

    private static void add(List<String> words, String lead, @Nullable Object value) {
        if (value != null) {
            words.add(lead + value);
        }
    }

    private static String text(IdentificationRule rule) {
        return String.join(" and ", rule.by()) + ", sureness " + rule.sureness()
                + (rule.unique() ? "" : ", a hint only")
                + (rule.ignore().isEmpty() ? "" : ", not " + String.join(", ", new TreeSet<>(rule.ignore())));
    }

    private static String text(PrecedenceRule rule) {
        return (rule.attributes().isEmpty() ? "all" : String.join(", ", rule.attributes())) + ": "
                + String.join(" > ", rule.sources()) + ", " + rule.mode().name().toLowerCase(Locale.ROOT)
                + (rule.halfLife() == null ? "" : ", half after " + DurationText.format(rule.halfLife()));
    }

    private static String text(RelationRule rule) {
        return rule.label() + ", " + rule.inverse() + ", "
                + (rule.cardinality() + ", failure " + rule.propagation()).toLowerCase(Locale.ROOT)
                + (rule.lasting() ? ", lasting" : "")
                + (rule.linger().isZero() ? "" : ", lingers " + DurationText.format(rule.linger()));
    }
}
