package io.binnacle.storage.list;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.text.Suggestion;

import org.jspecify.annotations.Nullable;

/**
 * The fields of one list, declared once beside its SQL.
 *
 * <pre>{@code
 * static final ListSchema SCHEMA = ListSchema.of("incidents")
 *         .id("id", "i.id")
 *         .searched("number", "i.number")
 *         .searched("title", "i.title")
 *         .oneOf("severity", "i.severity", "critical", "major", "warning", "info")
 *         .time("openedAt", "i.opened_at")
 *         .sortedBy("-openedAt").tiebreak("id");
 * }</pre>
 *
 * <p>The filter language: terms separated by spaces, all of which must hold. {@code field:value}, {@code field:a,b} (any
 * of), {@code field:*} (has a value), {@code field~part} (text contains), {@code field>v}, {@code >=}, {@code <},
 * {@code <=} (numbers and times), {@code relation(terms)} (is so connected with a row for which they hold); {@code -}
 * before a term turns it round; bare words and "quoted phrases" look into the searched fields. Text is compared without
 * regard to case. Rows without a value sort last.
 */
public final class ListSchema {

    private static final int SORT_KEYS_MAX = 4;

    private final String list;
    private final List<ListField> fields;
    private final Map<String, ListField> byName;
    private final Map<String, ListRelation> relations;
    private final String defaultSort;
    private final ListField tiebreak;

    private ListSchema(String list, List<ListField> fields, Map<String, ListField> byName,
            Map<String, ListRelation> relations, String defaultSort, ListField tiebreak) {
        this.list = list;
        this.fields = List.copyOf(fields);
        this.byName = Map.copyOf(byName);
        this.relations = relations;
        this.defaultSort = defaultSort;
        this.tiebreak = tiebreak;
    }

    /** @param list how the list is named in URLs and cursors: {@code "incidents"} */
    public static Builder of(String list) {
        return new Builder(list);
    }

    public String list() {
        return list;
    }

    public List<ListField> fields() {
        return fields;
    }

    public String defaultSort() {
        return defaultSort;
    }

    public ListField tiebreak() {
        return tiebreak;
    }

    /** By its name, or by what is left of it without the part that the schema lets callers leave out. */
    public Optional<ListField> field(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** How rows are connected, in the order of their declaration. */
    public List<ListRelation> relations() {
        return List.copyOf(relations.values());
    }

    Optional<ListRelation> relation(String name) {
        return Optional.ofNullable(relations.get(name));
    }

    /**
     * Reads a filter.
     *
     * @param now what {@code now} means
     * @throws InvalidInput for {@code q}, with the nearest name that exists
     */
    public List<FilterTerm> filter(@Nullable String q, Instant now) {
        return q == null ? List.of() : new FilterParser(this, q, now).parse();
    }

    /**
     * Reads an order; null is the list's own. It always ends with {@link #tiebreak()}, in the direction of the first
     * key, so that no two rows are equal.
     *
     * @throws InvalidInput for {@code sort}
     */
    public List<SortKey> order(@Nullable String sort) {
        List<SortKey> keys = new ArrayList<>();
        for (String written : (sort == null || sort.isBlank() ? defaultSort : sort).split(",", -1)) {
            String word = written.strip();
            if (word.isEmpty() && defaultSort.isEmpty() && (sort == null || sort.isBlank())) {
                continue;
            }
            boolean descending = word.startsWith("-");
            ListField field = sortable(descending ? word.substring(1) : word);
            if (keys.stream().noneMatch(key -> key.field().equals(field))) {
                keys.add(new SortKey(field, descending));
            }
        }
        if (keys.size() > SORT_KEYS_MAX) {
            throw new InvalidInput("sort", "at most " + SORT_KEYS_MAX + " fields", keys.size());
        }
        if (keys.stream().noneMatch(key -> key.field().equals(tiebreak))) {
            keys.add(new SortKey(tiebreak, !keys.isEmpty() && keys.getFirst().descending()));
        }
        return keys;
    }

    private ListField sortable(String name) {
        List<String> names = fields.stream().filter(ListField::sortable).map(ListField::name).toList();
        return field(name).filter(ListField::sortable).orElseThrow(() -> new InvalidInput("sort",
                Suggestion.nearest(name, names).orElse("some of " + String.join(", ", names)), name));
    }

    public ListDescription describe() {
        return new ListDescription(list, fields.stream()
                .map(field -> new ListDescription.Field(field.name(), field.type(), field.values(), field.sortable(),
                        field.searched()))
                .toList(), relations().stream().map(ListRelation::name).toList(), defaultSort);
    }

    /** Collects the fields. Ends with {@link #tiebreak}. */
    public static final class Builder {

        private final String list;
        private final Map<String, ListField> fields = new LinkedHashMap<>();
        private final Map<String, ListRelation> relations = new LinkedHashMap<>();
        private String prefix = "";
        private String defaultSort = "";

        private Builder(String list) {
            this.list = list;
        }

        /** Text that bare words look into. */
        public Builder searched(String name, String sql) {
            return field(new ListField(name, ListField.Type.TEXT, sql, List.of(), true, true));
        }

        public Builder text(String name, String sql) {
            return field(new ListField(name, ListField.Type.TEXT, sql, List.of(), true, false));
        }

        /** A UUID. */
        public Builder id(String name, String sql) {
            return field(new ListField(name, ListField.Type.ID, sql, List.of(), true, false));
        }

        public Builder number(String name, String sql) {
            return field(new ListField(name, ListField.Type.NUMBER, sql, List.of(), true, false));
        }

        public Builder time(String name, String sql) {
            return field(new ListField(name, ListField.Type.TIME, sql, List.of(), true, false));
        }

        public Builder flag(String name, String sql) {
            return field(new ListField(name, ListField.Type.BOOLEAN, sql, List.of(), true, false));
        }

        /** Text that is always one of these words; it sorts in their order. */
        public Builder oneOf(String name, String sql, String... values) {
            return field(new ListField(name, ListField.Type.ENUM, sql, List.of(values), true, false));
        }

        /** One of an enum's constants, stored in lower case; it sorts in the order of their declaration. */
        public Builder oneOf(String name, String sql, Enum<?>[] values) {
            String[] words = new String[values.length];
            for (int i = 0; i < values.length; i++) {
                words[i] = values[i].name().toLowerCase(Locale.ROOT);
            }
            return oneOf(name, sql, words);
        }

        public Builder field(ListField field) {
            if (fields.putIfAbsent(field.name(), field) != null) {
                throw new BugException("list " + list + " has two fields " + field.name());
            }
            return this;
        }

        /** A way in which rows are connected with rows. */
        public Builder relation(ListRelation relation) {
            if (relations.putIfAbsent(relation.name(), relation) != null) {
                throw new BugException("list " + list + " has two relations " + relation.name());
            }
            return this;
        }

        /** Callers may leave this out before a field's name where no other field has what is left: {@code "attributes."} */
        public Builder optionalPrefix(String written) {
            prefix = written;
            return this;
        }

        /** The order when the caller names none: {@code "-openedAt,severity"}. */
        public Builder sortedBy(String sort) {
            defaultSort = sort;
            return this;
        }

        /** Ends the declaration with the field, unique and never null, that orders rows which are equal otherwise. */
        public ListSchema tiebreak(String name) {
            ListField unique = fields.get(name);
            if (unique == null) {
                throw new BugException("list " + list + " has no field " + name);
            }
            ListSchema schema = new ListSchema(list, List.copyOf(fields.values()), byName(),
                    Collections.unmodifiableMap(new LinkedHashMap<>(relations)), defaultSort, unique);
            schema.order(null);
            return schema;
        }

        private Map<String, ListField> byName() {
            Map<String, ListField> names = new HashMap<>(fields);
            if (!prefix.isEmpty()) {
                fields.forEach((name, field) -> {
                    if (name.startsWith(prefix)) {
                        names.putIfAbsent(name.substring(prefix.length()), field);
                    }
                });
            }
            return names;
        }
    }
}
