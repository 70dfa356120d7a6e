package io.binnacle.cmdb.intent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.binnacle.cmdb.Lifecycle;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.AttributeType;
import io.binnacle.cmdb.model.AttributeValues;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.RelationRule;
import io.binnacle.kernel.text.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * Items as a table or a document names them, one after the other, with the relations between them, whose other ends are
 * looked up when all are there. What is no good is told with its place and left out; all that stands beside it is kept. For
 * use by one thread.
 *
 * <p>Values are texts, numbers, truths, and lists and maps of these; null is no value.
 */
public final class ItemRows {

    public static final String CLASS = "class";
    public static final String NAME = "name";
    public static final String KEY = "key";
    public static final String LIFECYCLE = "lifecycle";
    /** What every item has, whatever its class. */
    public static final Set<String> HEAD = Set.of(CLASS, NAME, KEY, LIFECYCLE);

    /** What an export writes and nobody can intend, in small letters. */
    private static final Set<String> SIGHT = Set.of("id", "identifiers", "source", "firstseen", "lastseen", "health",
            "healthreason");
    private static final String STAGE = "stage";

    private final String kind;
    private final String source;
    private final CiModel model;
    private final IntentDraft draft = new IntentDraft();
    private final Map<String, List<ItemRef>> byName = new HashMap<>();
    private final List<End> ends = new ArrayList<>();
    private final Set<String> leftOut = new TreeSet<>();

    /** Says where a field of an item stands in the file. */
    @FunctionalInterface
    public interface Place {

        String of(String field);
    }

    /** What names the other end of a relation. */
    private record End(ItemRef from, String type, String other, String place) {}

    /**
     * @param kind what one item is in the file, for the account: {@code line}
     * @param source keys are made with its name
     */
    public ItemRows(String kind, String source, CiModel model) {
        this.kind = kind;
        this.source = source;
        this.model = model;
    }

    /** Whether an export writes such a field and nobody can intend its value; the set says so once. */
    public boolean leavesOut(String field) {
        boolean seen = SIGHT.contains(field.replace("_", "").toLowerCase(Locale.ROOT));
        if (seen) {
            leftOut.add(field);
        }
        return seen;
    }

    public void complain(String place, String words) {
        draft.problem(place + ": " + words);
    }

    /** An object that is not even an item. */
    public void skip(String place, String words, String reason) {
        complain(place, words);
        draft.skipped(kind, reason);
    }

    /** An item; empty when it has no class or no name, which is told. */
    public Optional<Row> begin(Place place, @Nullable Object ciClass, @Nullable Object name, @Nullable Object key) {
        CiClass found = ciClass(place, ciClass);
        String called = text(place, NAME, name);
        if (called.isEmpty()) {
            complain(place.of(NAME), "a name is needed");
        }
        if (found == null || called.isEmpty()) {
            draft.skipped(kind, found == null ? "no such class" : "without a name");
            return Optional.empty();
        }
        String known = text(place, KEY, key);
        return Optional.of(new Row(place, found, called, known.isEmpty() ? called : known));
    }

    private @Nullable CiClass ciClass(Place place, @Nullable Object given) {
        String text = text(place, CLASS, given);
        String wanted = text.toLowerCase(Locale.ROOT).replace(' ', '_');
        CiClass found = model.find(wanted).filter(CiClass::concrete).orElse(null);
        if (found == null) {
            complain(place.of(CLASS), "expected a class that can have items"
                    + Suggestion.nearest(wanted, model.classes().stream().map(CiClass::name).toList())
                            .map(nearest -> ", perhaps " + nearest).orElse("")
                    + ", got " + (text.isEmpty() ? "none" : "\"" + text + "\""));
        }
        return found;
    }

    /** "" when it is none. */
    private String text(Place place, String field, @Nullable Object given) {
        if (given instanceof Collection<?> || given instanceof Map<?, ?>) {
            complain(place.of(field), "expected a text, got more than one value");
            return "";
        }
        return given == null ? "" : given.toString().strip();
    }

    /** Whether that is a type of relations. */
    public boolean isRelation(String type) {
        return model.relations().stream().map(RelationRule::type).anyMatch(type::equals);
    }

    /** One item in the making. */
    public final class Row {

        private final Place place;
        private final CiClass ciClass;
        private final String name;
        private final String key;
        private final ItemRef ref;
        private final Map<String, Object> attributes = new LinkedHashMap<>();
        private boolean retired;

        private Row(Place place, CiClass ciClass, String name, String key) {
            this.place = place;
            this.ciClass = ciClass;
            this.name = name;
            this.key = key;
            this.ref = new ItemRef(ciClass.name(), source + "/" + key);
        }

        /** The attribute that goes by that name, or did before it was renamed. */
        public Optional<Attribute> find(String attribute) {
            return ciClass.attribute(attribute)
                    .or(() -> ciClass.attributes().stream().filter(each -> attribute.equals(each.was())).findFirst());
        }

        /** What is no attribute, and in a table no relation either. */
        public void unknown(String field, String wanted) {
            complain(place.of(field), "is no attribute of class " + ciClass.name()
                    + (field.equals(wanted) ? " and no relation" : "")
                    + Suggestion.nearest(wanted, ciClass.attributes().stream().map(Attribute::name).toList())
                            .map(nearest -> "; did you mean " + nearest + "?").orElse(""));
        }

        public void attribute(String field, Attribute attribute, @Nullable Object given) {
            if (given == null) {
                return;
            }
            if (given instanceof Collection<?> list && !list.stream().allMatch(ItemRows::isSimple)) {
                complain(place.of(field), "expected a list of texts, got other things in it");
                return;
            }
            boolean truth = attribute.type() == AttributeType.BOOLEAN && given instanceof String;
            Object value = truth ? given.toString().strip().toLowerCase(Locale.ROOT) : given;
            attributes.putAll(AttributeValues.coerce(ciClass, Map.of(attribute.name(), value),
                    fault -> complain(place.of(field), "expected " + fault.expected() + ", got " + fault.got())));
        }

        /** What is retired by sight is intended to be so, unless the item says what is intended. */
        public void lifecycle(@Nullable Object given) {
            String text = text(place, LIFECYCLE, given);
            Lifecycle lifecycle = Lifecycle.parse(text.toLowerCase(Locale.ROOT)).orElse(null);
            retired = lifecycle == Lifecycle.RETIRED;
            if (lifecycle == null && !text.isEmpty()) {
                complain(place.of(LIFECYCLE), "expected one of "
                        + String.join(", ", List.of(Lifecycle.values()).stream().map(Lifecycle::text).toList())
                        + ", got \"" + text + "\"");
            }
        }

        /** @param others names or keys, each with or without its class before a colon */
        public void relations(String field, String type, Collection<? extends @Nullable Object> others) {
            if (!isRelation(type)) {
                complain(place.of(field), "is no relation"
                        + Suggestion.nearest(type, model.relations().stream().map(RelationRule::type).toList())
                                .map(nearest -> "; did you mean " + nearest + "?").orElse(""));
                return;
            }
            for (Object other : others) {
                if (!isSimple(other)) {
                    complain(place.of(field), "expected the names of items, got other things");
                } else if (!other.toString().isBlank()) {
                    ends.add(new End(ref, type, other.toString().strip(), place.of(field)));
                }
            }
        }

        public void end() {
            if (retired && !attributes.containsKey(STAGE) && ciClass.attribute(STAGE).isPresent()) {
                attributes.put(STAGE, Lifecycle.RETIRED.text());
            }
            draft.item(kind, ref.ciClass(), ref.key(), name, attributes, List.of());
            for (String each : List.of(name, key)) {
                byName.computeIfAbsent(each.toLowerCase(Locale.ROOT), any -> new ArrayList<>()).add(ref);
            }
        }
    }

    private static boolean isSimple(@Nullable Object value) {
        return value != null && !(value instanceof Collection<?>) && !(value instanceof Map<?, ?>);
    }

    /** Looks up the ends of relations. To be called once, when all items are there. */
    public IntentSet finish() {
        for (End end : ends) {
            List<ItemRef> others = others(end.other()).stream()
                    .filter(other -> model.allows(end.from().ciClass(), end.type(), other.ciClass())).toList();
            if (others.size() == 1) {
                draft.relate(end.from(), end.type(), others.getFirst());
            } else {
                complain(end.place(), others.isEmpty()
                        ? "there is no \"" + end.other() + "\" in the file that this can lead to"
                        : "\"" + end.other() + "\" could be " + others.size() + " items; write class:name");
            }
        }
        if (!leftOut.isEmpty()) {
            draft.problem("left out, since only who looks can tell: " + String.join(", ", leftOut));
        }
        return draft.finish();
    }

    private List<ItemRef> others(String text) {
        int colon = text.indexOf(':');
        String ciClass = colon < 0 ? "" : text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        if (model.find(ciClass).isPresent()) {
            return found(text.substring(colon + 1)).stream().filter(ref -> model.isA(ref.ciClass(), ciClass)).toList();
        }
        return found(text);
    }

    private List<ItemRef> found(String name) {
        return byName.getOrDefault(name.strip().toLowerCase(Locale.ROOT), List.of()).stream().distinct().toList();
    }
}
