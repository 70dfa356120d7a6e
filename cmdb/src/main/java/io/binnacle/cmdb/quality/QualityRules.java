package io.binnacle.cmdb.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.quality.ClassQuality.Wanted;
import io.binnacle.kernel.time.DurationText;

/** What is held against the items of a class, each rule as a filter of the list of items. */
public final class QualityRules {

    /** What people are expected to know of every item, whatever its class. */
    private static final Set<String> EXPECTED = Set.of("owner", "support_group", "environment", "criticality");
    private static final String SERVICE = "service";
    private static final String IN_SERVICE = "lifecycle:in_service";

    private QualityRules() {
    }

    /** @param q what is added to the filter of the class's items */
    public record Rule(String name, String title, String why, String q) {}

    public static Wanted wanted(Attribute attribute) {
        if (attribute.constraint() != null && attribute.constraint().required()) {
            return Wanted.REQUIRED;
        }
        return EXPECTED.contains(attribute.name()) ? Wanted.EXPECTED : Wanted.OPTIONAL;
    }

    /** Those that can be broken by items of the class or one below it. */
    public static List<Rule> of(CiClass ciClass, CiModel model) {
        List<CiClass> classes = model.withSubclasses(ciClass.name()).stream()
                .flatMap(name -> model.find(name).stream()).toList();
        List<Rule> rules = new ArrayList<>();
        List<String> required = classes.stream().flatMap(each -> each.attributes().stream())
                .filter(each -> wanted(each) == Wanted.REQUIRED).map(Attribute::label).distinct().toList();
        if (!required.isEmpty()) {
            rules.add(new Rule("required", "A required value is missing", "Required: " + String.join(", ", required),
                    "lacksRequired:true"));
        }
        people(rules);
        connections(rules, classes, model);
        sight(rules);
        if (classes.stream().anyMatch(each -> each.attributes().stream().anyMatch(EndDates::isEnd))) {
            rules.add(new Rule("ending", "Has ended, or ends within 30 days",
                    "By the first of its dates: end, validity, warranty, support", "endsAt<now+30d"));
        }
        attestation(rules, classes);
        return rules;
    }

    private static void people(List<Rule> rules) {
        rules.add(new Rule("unowned", "Nobody answers for it", "Neither owner nor support group",
                IN_SERVICE + " -attributes.owner:* -attributes.support_group:*"));
        rules.add(new Rule("duplicates", "May be there twice", "Shares a name of its own with another item",
                "duplicateSuspected:true"));
    }

    private static void connections(List<Rule> rules, List<CiClass> classes, CiModel model) {
        List<Attribute> unique = classes.stream().flatMap(each -> each.attributes().stream())
                .filter(each -> each.constraint() != null && each.constraint().unique()).distinct().toList();
        if (!unique.isEmpty()) {
            rules.add(new Rule("unique", "Shares a value that should be its own", "Unique: "
                    + String.join(", ", unique.stream().map(Attribute::label).distinct().toList()),
                    "sharesUnique:true"));
        }
        rules.add(new Rule("cardinality", "Has more relations than the model allows",
                "A relation that may be there once is there several times", "breaksCardinality:true"));
        List<String> services = model.withSubclasses(SERVICE).stream()
                .filter(name -> model.find(name).filter(CiClass::concrete).isPresent()).toList();
        boolean related = classes.stream().anyMatch(each -> !model.isA(each.name(), SERVICE)
                && model.relationsOf(each.name()).stream().anyMatch(
                        rule -> model.isA(rule.from(), SERVICE) || model.isA(rule.to(), SERVICE)));
        if (related && !services.isEmpty()) {
            rules.add(new Rule("no_service", "No service uses it", "It has no relation with any service",
                    IN_SERVICE + " -related(class:" + String.join(",", services) + ")"));
        }
    }

    private static void sight(List<Rule> rules) {
        rules.add(new Rule("stale", "In service, and not seen for a week", "Its source may have stopped looking",
                IN_SERVICE + " lastSeen<now-7d"));
        rules.add(new Rule("missing", "No longer found", "It will be retired by itself unless it comes back",
                "lifecycle:missing"));
        rules.add(new Rule("unintended", "Seen, though it should not run",
                "Its life cycle says planned, ordered, in stock or retired",
                IN_SERVICE + " attributes.stage:planned,ordered,in_stock,retired"));
        rules.add(new Rule("vanished", "Not found, though it should run", "Its life cycle says in service",
                "lifecycle:missing attributes.stage:in_service"));
    }

    private static void attestation(List<Rule> rules, List<CiClass> classes) {
        List<String> spans = classes.stream().filter(CiClass::concrete).map(CiClass::attestEvery)
                .flatMap(Stream::ofNullable).map(DurationText::format).distinct().toList();
        if (!spans.isEmpty()) {
            String why = "Somebody should look every " + String.join(" or ", spans);
            rules.add(new Rule("never_attested", "Nobody ever attested it", why, "attestation:never"));
            rules.add(new Rule("attestation_due", "Attested too long ago", why, "attestUntil<now"));
        }
    }
}
