package io.binnacle.cmdb.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.AttributeType;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.RelationRule;
import io.binnacle.cmdb.quality.EndDates;
import io.binnacle.storage.list.ListField;

/**
 * Fields of the list of items that tell how well an item is known: who attested it, and which rules it breaks. Names of
 * classes, attributes and types are checked by the model's reader: letters, digits, underscore.
 */
final class QualityFields {

    /** As {@link Suspicions} has it: what more items share is a property, not a name. */
    private static final int SHARERS_MAX = 8;
    private static final String NO = "(i.id IS NULL)";
    private static final String ATTESTED_AT = """
        (SELECT max(a.attested_at) FROM binnacle.ci_attestation a JOIN binnacle.source_record p ON p.id = a.ci_id
         WHERE p.ci_id = i.id)""";
    private static final String ATTESTED_BY = """
        (SELECT a.attested_by FROM binnacle.ci_attestation a JOIN binnacle.source_record p ON p.id = a.ci_id
         WHERE p.ci_id = i.id ORDER BY a.attested_at DESC, a.id DESC LIMIT 1)""";
    /** A pair that somebody told apart is not suspected again. */
    private static final String DUPLICATE = """
        (i.id IN (SELECT one.item FROM (
            SELECT array_agg(DISTINCT r.ci_id) AS items
            FROM binnacle.record_identity b JOIN binnacle.source_record r ON r.id = b.record_id
            WHERE r.state <> 'retired'
            GROUP BY b.rule, b.value HAVING count(DISTINCT r.ci_id) BETWEEN 2 AND %d) s
          CROSS JOIN LATERAL unnest(s.items) AS one (item) CROSS JOIN LATERAL unnest(s.items) AS other (item)
          WHERE one.item <> other.item AND NOT EXISTS (
            SELECT FROM binnacle.identity_decision d
            JOIN binnacle.source_record x ON x.id = d.one JOIN binnacle.source_record y ON y.id = d.other
            WHERE d.undone_at IS NULL AND NOT d.same
              AND ((x.ci_id = one.item AND y.ci_id = other.item) OR (x.ci_id = other.item AND y.ci_id = one.item)))))
        """.formatted(SHARERS_MAX);

    private QualityFields() {
    }

    static List<ListField> of(CiModel model) {
        List<CiClass> concrete = model.classes().stream().filter(CiClass::concrete).toList();
        return List.of(
                field("attestedAt", ListField.Type.TIME, ATTESTED_AT),
                field("attestedBy", ListField.Type.TEXT, ATTESTED_BY),
                new ListField("attestation", ListField.Type.ENUM, attestation(concrete), List.of("never", "given"),
                        true, false),
                field("attestUntil", ListField.Type.TIME, attestUntil(concrete)),
                field("endsAt", ListField.Type.TIME, endsAt(concrete)),
                field("lacksRequired", ListField.Type.BOOLEAN, lacksRequired(concrete)),
                field("sharesUnique", ListField.Type.BOOLEAN, sharesUnique(model)),
                field("breaksCardinality", ListField.Type.BOOLEAN, breaksCardinality(model)),
                field("duplicateSuspected", ListField.Type.BOOLEAN, DUPLICATE));
    }

    private static ListField field(String name, ListField.Type type, String sql) {
        return new ListField(name, type, sql, List.of(), true, false);
    }

    private static String words(Collection<String> names) {
        return "('" + String.join("', '", names) + "')";
    }

    private static Map<Duration, List<String>> bySpan(List<CiClass> classes) {
        Map<Duration, List<String>> bySpan = new TreeMap<>();
        for (CiClass each : classes) {
            if (each.attestEvery() != null) {
                bySpan.computeIfAbsent(each.attestEvery(), span -> new ArrayList<>()).add(each.name());
            }
        }
        return bySpan;
    }

    /** Of classes that ask for it. */
    private static String attestation(List<CiClass> classes) {
        List<String> asking = bySpan(classes).values().stream().flatMap(List::stream).toList();
        return asking.isEmpty()
                ? "CAST(NULL AS text)"
                : "(CASE WHEN i.ci_class IN " + words(asking) + " THEN CASE WHEN " + ATTESTED_AT
                        + " IS NULL THEN 'never' ELSE 'given' END END)";
    }

    /** Until when the last attestation holds. */
    private static String attestUntil(List<CiClass> classes) {
        StringBuilder cases = new StringBuilder();
        bySpan(classes).forEach((span, names) -> cases.append(" WHEN i.ci_class IN ").append(words(names))
                .append(" THEN ").append(ATTESTED_AT).append(" + interval '").append(span.toSeconds())
                .append(" seconds'"));
        return cases.isEmpty() ? "CAST(NULL AS timestamptz)" : "(CASE" + cases + " END)";
    }

    /** The first of the ends that the item has. A value is only read as a date where its class says that it is one. */
    private static String endsAt(List<CiClass> classes) {
        Map<String, List<String>> ends = new LinkedHashMap<>();
        for (CiClass each : classes) {
            for (Attribute attribute : each.attributes()) {
                if (EndDates.isEnd(attribute)) {
                    ends.computeIfAbsent(attribute.type() + " " + attribute.name(), key -> new ArrayList<>())
                            .add(each.name());
                }
            }
        }
        String all = ends.entrySet().stream().map(each -> {
            String[] end = each.getKey().split(" ", 2);
            String value = "(i.attributes ->> '" + end[1] + "')";
            boolean day = end[0].equals(AttributeType.DATE.name());
            return "CASE WHEN i.ci_class IN " + words(each.getValue()) + " AND " + value
                    + " ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' THEN CAST(" + value + (day ? " || 'T00:00:00Z'" : "")
                    + " AS timestamptz) END";
        }).collect(Collectors.joining(", "));
        return all.isEmpty() ? "CAST(NULL AS timestamptz)" : "LEAST(" + all + ")";
    }

    private static String lacksRequired(List<CiClass> classes) {
        String any = classes.stream().flatMap(each -> {
            String lacking = each.attributes().stream()
                    .filter(attribute -> attribute.constraint() != null && attribute.constraint().required())
                    .map(attribute -> "i.attributes ->> '" + attribute.name() + "' IS NULL")
                    .collect(Collectors.joining(" OR "));
            return lacking.isEmpty()
                    ? Stream.<String>empty()
                    : Stream.of("(i.ci_class = '" + each.name() + "' AND (" + lacking + "))");
        }).collect(Collectors.joining(" OR "));
        return any.isEmpty() ? NO : "(" + any + ")";
    }

    private static String sharesUnique(CiModel model) {
        Map<String, Attribute> unique = new TreeMap<>();
        for (CiClass each : model.classes()) {
            each.attributes().stream()
                    .filter(attribute -> attribute.constraint() != null && attribute.constraint().unique())
                    .forEach(attribute -> unique.put(attribute.declaredBy() + " " + attribute.name(), attribute));
        }
        String any = unique.values().stream().map(attribute -> {
            String classes = words(model.withSubclasses(attribute.declaredBy()));
            String value = "attributes ->> '" + attribute.name() + "'";
            return "(i.lifecycle <> 'retired' AND i.ci_class IN " + classes + " AND (i." + value + ") IN (SELECT u."
                    + value + " FROM binnacle.configuration_item u WHERE u.merged_into IS NULL"
                    + " AND u.lifecycle <> 'retired' AND u.ci_class IN " + classes
                    + " GROUP BY 1 HAVING count(*) > 1))";
        }).collect(Collectors.joining(" OR "));
        return any.isEmpty() ? NO : "(" + any + ")";
    }

    /** Of types of which every rule allows one; of a type that allows more between some classes nothing is said. */
    private static String breaksCardinality(CiModel model) {
        Map<String, List<RelationRule>> byType = model.relations().stream()
                .collect(Collectors.groupingBy(RelationRule::type));
        TreeSet<String> oneTarget = new TreeSet<>();
        TreeSet<String> oneSource = new TreeSet<>();
        byType.forEach((type, rules) -> {
            if (rules.stream().noneMatch(rule -> rule.cardinality().manyTargets())) {
                oneTarget.add(type);
            }
            if (rules.stream().noneMatch(rule -> rule.cardinality().manySources())) {
                oneSource.add(type);
            }
        });
        List<String> any = new ArrayList<>();
        if (!oneTarget.isEmpty()) {
            any.add(several("from_id", oneTarget));
        }
        if (!oneSource.isEmpty()) {
            any.add(several("to_id", oneSource));
        }
        return any.isEmpty() ? NO : "(" + String.join(" OR ", any) + ")";
    }

    /** Item by item, by an index: what is counted over a large estate must not be looked through for each. */
    private static String several(String end, Collection<String> types) {
        return "EXISTS (SELECT FROM binnacle.relation r WHERE r." + end + " = i.id AND r.type IN " + words(types)
                + " GROUP BY r.type HAVING count(*) > 1)";
    }
}
