package io.binnacle.cmdb.intent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.SourceRecord.State;
import io.binnacle.cmdb.model.AttributeValues;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.reconcile.Composition;
import io.binnacle.cmdb.reconcile.Resolution;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is intended of an item with what is seen of it. What only one side speaks of is no drift: nobody can tell.
 * What people entered is neither.
 */
public final class Comparison {

    private static final String STAGE = "stage";
    /** Intended, but not yet, or not any more, to be there. */
    private static final Set<String> NOT_IN_PLACE = Set.of("planned", "ordered", "in_stock", "retired");

    private final Subject subject;
    private final CiModel model;
    private final Instant at;
    private final List<SourceRecord> intended;
    private final List<SourceRecord> seen;
    private final List<Finding> findings = new ArrayList<>();

    private Comparison(Subject subject, CiModel model, Instant at) {
        this.subject = subject;
        this.model = model;
        this.at = at;
        this.intended = subject.records().stream().filter(SourceRecord::isIntended).toList();
        this.seen = subject.records().stream().filter(each -> !each.isByHand() && each.state() == State.PRESENT)
                .toList();
    }

    /** @param at the freshness of what was said is judged by it */
    public static List<Finding> of(Subject subject, CiModel model, Instant at) {
        return new Comparison(subject, model, at).run();
    }

    private List<Finding> run() {
        if (intended.isEmpty()) {
            if (subject.claimed() && !seen.isEmpty()) {
                found(Drift.Kind.UNINTENDED, "", null, subject.name());
            }
        } else if (!seen.isEmpty()) {
            values();
            relations();
        } else if (subject.looked() && !subject.partOfAbsent() && isToBeThere()) {
            found(Drift.Kind.MISSING, "", subject.name(), null);
        }
        return findings;
    }

    private boolean isToBeThere() {
        Object stage = Composition.of(intended, model, at).attributes().get(STAGE);
        return stage == null || !NOT_IN_PLACE.contains(stage.toString());
    }

    private void values() {
        Map<String, Resolution> said = Composition.of(seen, model, at).resolutions().stream()
                .collect(Collectors.toMap(Resolution::attribute, each -> each));
        for (Resolution wanted : Composition.of(intended, model, at).resolutions()) {
            String attribute = wanted.attribute();
            Resolution found = said.get(attribute);
            if (attribute.equals(STAGE)) {
                if (NOT_IN_PLACE.contains(wanted.value().toString())) {
                    found(Drift.Kind.DIFFERS, STAGE, wanted.value().toString(), "seen");
                }
            } else if (found != null && !isSame(attribute, wanted.value(), found.value())) {
                findings.add(new Finding(subject.id(), Drift.Kind.DIFFERS, attribute,
                        AttributeValues.text(wanted.value()), AttributeValues.text(found.value()),
                        by(wanted, true), by(found, false)));
            }
        }
    }

    /** The sources whose value is the one that counts on that side. */
    private static List<String> by(Resolution resolution, boolean intended) {
        return resolution.candidates().stream().map(Resolution.Candidate::statement)
                .filter(each -> each.value().equals(resolution.value()))
                .map(each -> intended ? each.scope() : each.source()).distinct().sorted().toList();
    }

    private static boolean isSame(String attribute, Object wanted, Object found) {
        if (wanted instanceof Number a && found instanceof Number b) {
            return Double.compare(a.doubleValue(), b.doubleValue()) == 0;
        }
        if (wanted instanceof Collection<?> a && found instanceof Collection<?> b) {
            return words(a).equals(words(b));
        }
        String a = word(wanted);
        String b = word(found);
        // A machine is called by its full name or by the first part of it.
        return a.equals(b)
                || (attribute.equals(Composition.NAME) && (a.startsWith(b + ".") || b.startsWith(a + ".")));
    }

    private static Set<String> words(Collection<?> values) {
        return values.stream().map(Comparison::word).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String word(Object value) {
        return value.toString().strip().toLowerCase(Locale.ROOT);
    }

    /** Where both sides say something of a type of relation, they are compared; one that is silent does not look. */
    private void relations() {
        Map<String, List<Subject.Link>> byType = subject.links().stream()
                .collect(Collectors.groupingBy(Subject.Link::type, TreeMap::new, Collectors.toList()));
        byType.forEach((type, links) -> {
            boolean both = links.stream().anyMatch(each -> !each.intendedBy().isEmpty())
                    && links.stream().anyMatch(each -> !each.seenBy().isEmpty());
            for (Subject.Link link : both ? links : List.<Subject.Link>of()) {
                String field = type + " " + link.to();
                if (link.seenBy().isEmpty()) {
                    findings.add(new Finding(subject.id(), Drift.Kind.RELATION_MISSING, field, link.toName(), null,
                            sorted(link.intendedBy()), sources(seen)));
                } else if (link.intendedBy().isEmpty()) {
                    findings.add(new Finding(subject.id(), Drift.Kind.RELATION_EXTRA, field, null, link.toName(),
                            scopes(intended), sorted(link.seenBy())));
                }
            }
        });
    }

    private void found(Drift.Kind kind, String field, @Nullable String wanted, @Nullable String observed) {
        findings.add(new Finding(subject.id(), kind, field, wanted, observed, scopes(intended), sources(seen)));
    }

    private static List<String> scopes(List<SourceRecord> records) {
        return sorted(records.stream().map(SourceRecord::scope).collect(Collectors.toSet()));
    }

    private static List<String> sources(List<SourceRecord> records) {
        return sorted(records.stream().map(SourceRecord::source).collect(Collectors.toSet()));
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
