package io.binnacle.cmdb.jdbc;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.quality.ClassQuality;
import io.binnacle.cmdb.quality.ClassQuality.Completeness;
import io.binnacle.cmdb.quality.ClassQuality.Finding;
import io.binnacle.cmdb.quality.ClassQuality.Seen;
import io.binnacle.cmdb.quality.ClassQuality.Wanted;
import io.binnacle.cmdb.quality.Qualities;
import io.binnacle.cmdb.quality.QualityRules;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.text.Suggestion;
import io.binnacle.kernel.time.DurationText;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.jdbc.ListCounter;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Quality in PostgreSQL: one statement counts everything. */
final class JdbcQualities implements Qualities {

    private static final String ALL = "all";
    /** Where the spans end in which items were seen last; the last one has no end. */
    private static final List<String> AGES = List.of("1h", "1d", "7d", "30d");

    private final Jdbi jdbi;
    private final Supplier<CiModel> model;
    private final Supplier<ListSchema> fields;
    private final InstantSource clock;

    JdbcQualities(Jdbi jdbi, Supplier<CiModel> model, Supplier<ListSchema> fields, InstantSource clock) {
        this.jdbi = jdbi;
        this.model = model;
        this.fields = fields;
        this.clock = clock;
    }

    @Override
    public ClassQuality of(String name) {
        CiModel current = model.get();
        CiClass ciClass = current.find(name).orElseThrow(() -> new InvalidInput("class",
                Suggestion.nearest(name, current.classes().stream().map(CiClass::name).toList())
                        .map(nearest -> "a class; did you mean " + nearest + "?").orElse("a class of the model"),
                name));
        String q = items(ciClass, current, jdbi.withHandle(JdbcQualities::present));
        List<QualityRules.Rule> rules = QualityRules.of(ciClass, current);
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put(ALL, "");
        ciClass.attributes().forEach(each -> filters.put("attribute " + each.name(), "attributes." + each.name()
                + ":*"));
        rules.forEach(rule -> filters.put("rule " + rule.name(), rule.q()));
        for (int i = 0; i <= AGES.size(); i++) {
            filters.put("seen " + i, seen(i));
        }
        Map<String, Long> counts = jdbi.withHandle(handle -> new ListCounter(fields.get(), ItemTable.FROM)
                .count(handle, q, filters, clock.instant()));
        long items = counts.getOrDefault(ALL, 0L);
        List<Completeness> attributes = ciClass.attributes().stream()
                .map(each -> completeness(each, counts.getOrDefault("attribute " + each.name(), 0L), q))
                .sorted(Comparator.comparing(Completeness::wanted).thenComparingLong(Completeness::known)
                        .thenComparing(Completeness::label))
                .toList();
        List<Finding> findings = rules.stream().map(rule -> new Finding(rule.name(), rule.title(), rule.why(),
                counts.getOrDefault("rule " + rule.name(), 0L), q + " " + rule.q())).toList();
        List<Seen> ages = new ArrayList<>();
        for (int i = 0; i <= AGES.size(); i++) {
            ages.add(new Seen(i == 0 ? null : AGES.get(i - 1), i == AGES.size() ? null : AGES.get(i),
                    counts.getOrDefault("seen " + i, 0L), q + " " + seen(i)));
        }
        Duration every = ciClass.attestEvery();
        return new ClassQuality(ciClass.name(), items, q, score(attributes, items),
                every == null ? null : DurationText.format(every), attributes, findings, ages);
    }

    /** The classes that there are items of: a filter is short, and there are many classes. */
    private static Set<String> present(Handle handle) {
        return handle.createQuery("""
            SELECT DISTINCT ci_class FROM binnacle.configuration_item WHERE merged_into IS NULL
            """).mapTo(String.class).set();
    }

    /** Of the root, everything. */
    private static String items(CiClass ciClass, CiModel model, Set<String> present) {
        Set<String> classes = new TreeSet<>(model.withSubclasses(ciClass.name()));
        classes.retainAll(present);
        classes.add(ciClass.name());
        return (ciClass.parent() == null ? "" : "class:" + String.join(",", classes) + " ") + "-lifecycle:retired";
    }

    private static String seen(int span) {
        String older = span == 0 ? "" : "lastSeen<now-" + AGES.get(span - 1);
        String younger = span == AGES.size() ? "" : "lastSeen>=now-" + AGES.get(span);
        return (older + " " + younger).strip();
    }

    private static Completeness completeness(Attribute attribute, long known, String q) {
        return new Completeness(attribute.name(), attribute.label(), QualityRules.wanted(attribute), known,
                q + " -attributes." + attribute.name() + ":*");
    }

    private static @Nullable Double score(List<Completeness> attributes, long items) {
        List<Completeness> wanted = attributes.stream().filter(each -> each.wanted() != Wanted.OPTIONAL).toList();
        return wanted.isEmpty() || items == 0
                ? null
                : (double) wanted.stream().mapToLong(Completeness::known).sum() / (items * wanted.size());
    }
}
