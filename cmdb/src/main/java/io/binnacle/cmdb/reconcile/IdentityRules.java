package io.binnacle.cmdb.reconcile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.IdentificationRule;

/** The identification rules of all classes, as one order. Immutable. */
public final class IdentityRules {

    /** Of the rule that a natural key names one thing of a class: the least sure, since it is made and not found. */
    static final String KEY = "key";
    private static final double KEY_SURENESS = 0.05;

    /**
     * A rule, whichever classes have it.
     *
     * @param name of the rule: its parts with a + between
     * @param sureness the highest of those that classes give it
     * @param unique whether it fuses; a hint does not
     */
    public record Level(String name, double sureness, boolean unique) {}

    private final CiModel model;
    private final Map<String, Level> levels = new HashMap<>();
    private final List<Level> surestFirst;

    public IdentityRules(CiModel model) {
        this.model = model;
        levels.put(KEY, new Level(KEY, KEY_SURENESS, true));
        for (CiClass ciClass : model.classes()) {
            for (IdentificationRule rule : ciClass.identification()) {
                levels.merge(nameOf(rule), new Level(nameOf(rule), rule.sureness(), rule.unique()),
                        (one, other) -> new Level(one.name(), Math.max(one.sureness(), other.sureness()),
                                one.unique() && other.unique()));
            }
        }
        List<Level> sorted = new ArrayList<>(levels.values());
        sorted.sort(Comparator.comparingDouble(Level::sureness).reversed().thenComparing(Level::name));
        surestFirst = List.copyOf(sorted);
    }

    public static String nameOf(IdentificationRule rule) {
        return String.join("+", rule.by());
    }

    static String firstPart(String identity) {
        int end = identity.indexOf(IdentificationRule.SEPARATOR);
        return end < 0 ? identity : identity.substring(0, end);
    }

    /** The surest first; of equally sure ones in the order of their names. */
    public List<Level> levels() {
        return surestFirst;
    }

    /** One that no class has is worth nothing. */
    public Level level(String name) {
        return levels.getOrDefault(name, new Level(name, 0, false));
    }

    /** Whose rules they are. */
    public CiModel model() {
        return model;
    }

    /** What a record with these values bears, by rule; only rules that say something. */
    public Map<String, Set<String>> identities(CiClass ciClass, String key, Map<String, Object> attributes,
            List<Identifier> identifiers) {
        Map<String, Object> values = new HashMap<>(attributes);
        for (Identifier identifier : identifiers) {
            values.merge(identifier.kind(), List.of(identifier.value()), IdentityRules::both);
        }
        Map<String, Set<String>> identities = new LinkedHashMap<>();
        identities.put(KEY, Set.of(key));
        for (IdentificationRule rule : ciClass.identification()) {
            List<String> found = rule.identities(values, model);
            if (!found.isEmpty()) {
                identities.computeIfAbsent(nameOf(rule), name -> new HashSet<>()).addAll(found);
            }
        }
        return identities;
    }

    /** An attribute and identifiers of its name say the same in two ways. */
    private static List<Object> both(Object one, Object other) {
        List<Object> all = new ArrayList<>();
        for (Object each : List.of(one, other)) {
            if (each instanceof List<?> list) {
                all.addAll(list);
            } else {
                all.add(each);
            }
        }
        return all;
    }
}
