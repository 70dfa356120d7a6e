package io.binnacle.cmdb.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.Lifecycle;
import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.SourceRecord.State;
import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;

/**
 * An item, made of its records.
 *
 * <p>What people entered and what is intended always speaks. Of the other records only those speak that are best off: while one source still
 * shows the thing, what another one said before it lost sight of it does not count.
 */
public final class Composition {

    /** The name of a thing is decided as its attributes are. */
    public static final String NAME = "name";

    private static final Comparator<SourceRecord> ORDER = Comparator.comparing(SourceRecord::isByHand)
            .thenComparing(SourceRecord::state).thenComparing(SourceRecord::id);

    private final List<SourceRecord> records;
    private final List<SourceRecord> speaking;
    private final CiClass ciClass;
    private final Instant at;

    private Composition(List<SourceRecord> records, CiModel model, Instant at) {
        this.records = records;
        this.at = at;
        State best = records.getFirst().state();
        this.speaking = records.stream().filter(each -> each.isByHand() || each.isIntended() || each.state() == best)
                .toList();
        this.ciClass = model.find(mostSpecial(records, model)).orElseThrow();
    }

    /**
     * @param records of one item, at least one; of classes that the model has
     * @param at the freshness of what was said is judged by it
     */
    public static Composition of(Collection<SourceRecord> records, CiModel model, Instant at) {
        return new Composition(records.stream().sorted(ORDER).toList(), model, at);
    }

    private static String mostSpecial(List<SourceRecord> records, CiModel model) {
        String special = records.getFirst().ciClass();
        for (SourceRecord each : records) {
            if (model.isA(each.ciClass(), special)) {
                special = each.ciClass();
            }
        }
        return special;
    }

    public CiClass ciClass() {
        return ciClass;
    }

    /** That of the oldest record of those that are best off, and so is the key. */
    public String source() {
        return records.getFirst().source();
    }

    public String key() {
        return records.getFirst().key();
    }

    public Lifecycle lifecycle() {
        return switch (records.getFirst().state()) {
            case PRESENT -> Lifecycle.IN_SERVICE;
            case MISSING -> Lifecycle.MISSING;
            case INTENDED -> Lifecycle.INTENDED;
            case RETIRED -> Lifecycle.RETIRED;
        };
    }

    public Instant firstSeen() {
        return records.stream().map(SourceRecord::firstSeen).min(Comparator.naturalOrder()).orElseThrow();
    }

    /** Intent sees nothing, and neither does who edits: where a source looked, that counts. */
    public Instant lastSeen() {
        SourceRecord best = records.getFirst();
        return records.stream().filter(each -> !each.isIntended() || best.isIntended())
                .filter(each -> !each.isByHand() || best.isByHand())
                .map(SourceRecord::lastSeen).max(Comparator.naturalOrder()).orElseThrow();
    }

    /** Of all records that speak, sorted. */
    public List<Identifier> identifiers() {
        Set<Identifier> all = new TreeSet<>(
                Comparator.comparing(Identifier::kind).thenComparing(Identifier::value));
        speaking.forEach(each -> all.addAll(each.identifiers()));
        return List.copyOf(all);
    }

    public String name() {
        return resolution(NAME).value().toString();
    }

    /** In the order of the class. */
    public Map<String, Object> attributes() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Attribute attribute : ciClass.attributes()) {
            List<Statement> said = statements(attribute.name());
            if (said.size() == 1) {
                values.put(attribute.name(), said.getFirst().value());
            } else if (!said.isEmpty()) {
                values.put(attribute.name(), resolution(attribute.name()).value());
            }
        }
        return values;
    }

    /** Why the name and each attribute that has a value has it; the name first, then in the order of the class. */
    public List<Resolution> resolutions() {
        Set<String> names = new LinkedHashSet<>(List.of(NAME));
        ciClass.attributes().stream().map(Attribute::name).filter(name -> !statements(name).isEmpty())
                .forEach(names::add);
        return names.stream().map(this::resolution).toList();
    }

    private Resolution resolution(String attribute) {
        return Resolution.of(attribute, ciClass.precedenceOf(attribute), statements(attribute), at);
    }

    private List<Statement> statements(String attribute) {
        List<Statement> said = new ArrayList<>(speaking.size());
        for (SourceRecord each : speaking) {
            Object value = attribute.equals(NAME) ? each.name() : each.attributes().get(attribute);
            // An edit by hand gives a name only when somebody entered one.
            if (value != null && !value.equals("")) {
                said.add(new Statement(each.id(), each.source(), each.scope(), value, each.sureness(),
                        each.since(attribute), each.lastSeen()));
            }
        }
        return said;
    }
}
