package io.binnacle.telemetry.scrape.relabel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.telemetry.scrape.relabel.RelabelRule.Terms;
import io.binnacle.telemetry.scrape.yaml.Section;

/** Reads rules of relabelling as Prometheus' configuration writes them, and refuses what it refuses. */
public final class RelabelRules {

    private static final Set<RelabelAction> NEED_TARGET = Set.of(RelabelAction.REPLACE, RelabelAction.HASHMOD,
            RelabelAction.LOWERCASE, RelabelAction.UPPERCASE, RelabelAction.KEEPEQUAL, RelabelAction.DROPEQUAL);
    private static final Set<RelabelAction> NO_REPLACEMENT = Set.of(RelabelAction.LOWERCASE, RelabelAction.UPPERCASE,
            RelabelAction.KEEPEQUAL, RelabelAction.DROPEQUAL);
    /** A target of the older names, with references in it. */
    private static final Pattern LEGACY_TARGET = Pattern.compile("(?:(?:[a-zA-Z_]|\\$(?:\\{\\w+\\}|\\w+))+\\w*)+");

    private RelabelRules() {
    }

    /** Rules that will not do are left out; the faults tell them. */
    public static List<RelabelRule> read(Section parent, String key, LabelNames names) {
        List<RelabelRule> rules = new ArrayList<>();
        for (Section section : parent.sections(key)) {
            find(section, names).ifPresent(rules::add);
        }
        return List.copyOf(rules);
    }

    private static Optional<RelabelRule> find(Section section, LabelNames names) {
        int faultsBefore = section.faults().size();
        String word = section.text("action", "replace");
        Optional<RelabelAction> action = RelabelAction.find(word);
        if (action.isEmpty()) {
            section.fault("action", "one of " + RelabelAction.words(), word);
        }
        Terms terms = new Terms(action.orElse(RelabelAction.REPLACE), section.texts("source_labels"),
                section.text("separator", RelabelRule.SEPARATOR), section.text("regex", RelabelRule.REGEX),
                section.unsigned("modulus").orElse(0L), section.text("target_label", ""),
                section.text("replacement", RelabelRule.REPLACEMENT), names);
        section.end();
        if (section.faults().size() > faultsBefore) {
            return Optional.empty();
        }
        check(section, terms);
        try {
            RelabelRule rule = new RelabelRule(terms);
            return section.faults().size() > faultsBefore ? Optional.empty() : Optional.of(rule);
        } catch (InvalidInput e) {
            section.fault("regex", e.violations().getFirst().expected(), terms.regex());
            return Optional.empty();
        }
    }

    private static void check(Section section, Terms terms) {
        RelabelAction action = terms.action();
        String target = terms.targetLabel();
        if (action == RelabelAction.HASHMOD && terms.modulus() == 0) {
            section.fault("modulus", "a number from 1 on for the action hashmod", "0");
        }
        if (NEED_TARGET.contains(action)) {
            if (target.isEmpty()) {
                section.fault("target_label", "a label for the action " + action.word(), "nothing");
            } else if (!isTarget(terms)) {
                section.fault("target_label", "the name of a label", target);
            }
        }
        boolean ownReplacement = !terms.replacement().equals(RelabelRule.REPLACEMENT);
        if (NO_REPLACEMENT.contains(action) && ownReplacement) {
            section.fault("replacement", "none for the action " + action.word(), terms.replacement());
        }
        if (action == RelabelAction.LABELMAP && !isTarget(terms.replacement(), terms.names())) {
            section.fault("replacement", "the name of a label, with references such as $1", terms.replacement());
        }
        boolean others = terms.modulus() != 0 || !terms.separator().equals(RelabelRule.SEPARATOR) || ownReplacement;
        if ((action == RelabelAction.DROPEQUAL || action == RelabelAction.KEEPEQUAL)
                && (others || !terms.regex().equals(RelabelRule.REGEX))) {
            section.fault("source_labels and target_label alone for the action " + action.word(), "other keys");
        }
        if ((action == RelabelAction.LABELDROP || action == RelabelAction.LABELKEEP)
                && (others || !terms.sourceLabels().isEmpty() || !target.isEmpty())) {
            section.fault("regex alone for the action " + action.word(), "other keys");
        }
        for (String source : terms.sourceLabels()) {
            if (!terms.names().isLabel(source)) {
                section.fault("source_labels", "names of labels", source);
            }
        }
    }

    private static boolean isTarget(Terms terms) {
        boolean template = terms.action() == RelabelAction.REPLACE && terms.targetLabel().contains("$");
        return template
                ? isTarget(terms.targetLabel(), terms.names())
                : terms.names().isLabel(terms.targetLabel());
    }

    private static boolean isTarget(String template, LabelNames names) {
        return names == LabelNames.UTF8 ? !template.isEmpty() : LEGACY_TARGET.matcher(template).matches();
    }
}
