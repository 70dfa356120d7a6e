package io.binnacle.cmdb.intent.csv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.intent.IntentDraft;
import io.binnacle.cmdb.intent.IntentFormat;
import io.binnacle.cmdb.intent.IntentSet;
import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.AttributeType;
import io.binnacle.cmdb.model.AttributeValues;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.RelationRule;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.text.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * A table with a line for each item. Columns: {@code class} and {@code name}; {@code key}, when names are not unique in a
 * class; attributes; types of relations, with the name or key of the other end, or {@code class:name}; a list has
 * semicolons between its parts. A bad cell is left out and told with its line and column; a line without class or name is
 * left out whole.
 */
public final class CsvIntent implements IntentFormat {

    private static final String CLASS = "class";
    private static final String NAME = "name";
    private static final String KEY = "key";
    private static final String LINE = "line";

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public Set<String> claims() {
        return Set.of();
    }

    @Override
    public boolean takes(byte[] content) {
        int end = 0;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        List<String> header = Arrays.stream(new String(content, 0, end, StandardCharsets.UTF_8).split("[,;\\t]", -1))
                .map(CsvIntent::header).toList();
        return header.contains(CLASS) && header.contains(NAME);
    }

    private static String header(String cell) {
        return cell.replace("\uFEFF", "").replace("\"", "").strip().toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    @Override
    public IntentSet read(byte[] content, String source, CiModel model) {
        CsvTable table = CsvTable.read(content);
        List<String> header = table.lines().isEmpty()
                ? List.of()
                : table.lines().getFirst().cells().stream().map(CsvIntent::header).toList();
        if (!header.contains(CLASS) || !header.contains(NAME)) {
            throw new InvalidInput("body", "a table with the columns class and name", String.join(", ", header));
        }
        Rows rows = new Rows(header, source, model);
        table.lines().stream().skip(1).forEach(rows::add);
        return rows.finish();
    }

    /** The lines in the making. For one use. */
    private static final class Rows {

        private final List<String> header;
        private final String source;
        private final CiModel model;
        private final IntentDraft draft = new IntentDraft();
        private final Map<String, List<ItemRef>> byName = new HashMap<>();
        private final List<End> ends = new ArrayList<>();

        /** A cell that names the other end of a relation, looked up when all lines are read. */
        private record End(ItemRef from, String type, String other, int line) {}

        Rows(List<String> header, String source, CiModel model) {
            this.header = header;
            this.source = source;
            this.model = model;
        }

        private void complain(int line, String column, String words) {
            draft.problem("line " + line + ", column " + column + ": " + words);
        }

        void add(CsvTable.Line line) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < line.cells().size(); i++) {
                if (i >= header.size()) {
                    complain(line.number(), Integer.toString(i + 1), "the header has no such column");
                } else if (!line.cells().get(i).isEmpty()) {
                    cells.put(header.get(i), line.cells().get(i));
                }
            }
            CiClass ciClass = ciClass(line.number(), cells.get(CLASS));
            String name = cells.get(NAME);
            if (ciClass == null || name == null) {
                if (name == null) {
                    complain(line.number(), NAME, "a name is needed");
                }
                draft.skipped(LINE, ciClass == null ? "no such class" : "without a name");
                return;
            }
            item(line.number(), ciClass, name, cells);
        }

        private @Nullable CiClass ciClass(int line, @Nullable String text) {
            String wanted = text == null ? "" : text.toLowerCase(Locale.ROOT).replace(' ', '_');
            CiClass found = model.find(wanted).filter(CiClass::concrete).orElse(null);
            if (found == null) {
                complain(line, CLASS, "expected a class that can have items"
                        + Suggestion.nearest(wanted, model.classes().stream().map(CiClass::name).toList())
                                .map(nearest -> ", perhaps " + nearest).orElse("")
                        + ", got \"" + (text == null ? "" : text) + "\"");
            }
            return found;
        }

        private void item(int line, CiClass ciClass, String name, Map<String, String> cells) {
            Map<String, Object> attributes = new LinkedHashMap<>();
            Map<String, String> relations = new LinkedHashMap<>();
            cells.forEach((column, text) -> {
                Attribute attribute = ciClass.attribute(column).orElse(null);
                if (attribute != null) {
                    value(line, ciClass, attribute, text, attributes);
                } else if (isRelation(column)) {
                    relations.put(column, text);
                } else if (!Set.of(CLASS, NAME, KEY).contains(column)) {
                    complain(line, column, "is no attribute of class " + ciClass.name() + " and no relation");
                }
            });
            String key = cells.getOrDefault(KEY, name);
            ItemRef ref = draft.item(LINE, ciClass.name(), source + "/" + key, name, attributes,
                    List.<Identifier>of());
            for (String each : List.of(name, key)) {
                byName.computeIfAbsent(each.toLowerCase(Locale.ROOT), any -> new ArrayList<>()).add(ref);
            }
            relations.forEach((type, others) -> {
                for (String other : others.split(";", -1)) {
                    ends.add(new End(ref, type, other.strip(), line));
                }
            });
        }

        private boolean isRelation(String column) {
            return model.relations().stream().map(RelationRule::type).anyMatch(column::equals);
        }

        private void value(int line, CiClass ciClass, Attribute attribute, String text,
                Map<String, Object> attributes) {
            Object given = attribute.type() == AttributeType.LIST
                    ? Arrays.stream(text.split(";", -1)).map(String::strip).filter(each -> !each.isEmpty()).toList()
                    : attribute.type() == AttributeType.BOOLEAN ? text.toLowerCase(Locale.ROOT) : text;
            attributes.putAll(AttributeValues.coerce(ciClass, Map.of(attribute.name(), given),
                    problem -> complain(line, attribute.name(), problem)));
        }

        IntentSet finish() {
            for (End end : ends) {
                List<ItemRef> others = others(end.other()).stream()
                        .filter(other -> model.allows(end.from().ciClass(), end.type(), other.ciClass())).toList();
                if (others.size() == 1) {
                    draft.relate(end.from(), end.type(), others.getFirst());
                } else {
                    complain(end.line(), end.type(), others.isEmpty()
                            ? "there is no \"" + end.other() + "\" in the table that this can lead to"
                            : "\"" + end.other() + "\" could be " + others.size() + " items; write class:name");
                }
            }
            return draft.finish();
        }

        private List<ItemRef> others(String text) {
            int colon = text.indexOf(':');
            String ciClass = colon < 0 ? "" : text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (model.find(ciClass).isPresent()) {
                return found(text.substring(colon + 1)).stream().filter(ref -> model.isA(ref.ciClass(), ciClass))
                        .toList();
            }
            return found(text);
        }

        private List<ItemRef> found(String name) {
            return byName.getOrDefault(name.strip().toLowerCase(Locale.ROOT), List.of()).stream().distinct().toList();
        }
    }
}
