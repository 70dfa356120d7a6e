package io.binnacle.telemetry.intake.otlp;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.binnacle.telemetry.scrape.yaml.Section;

/**
 * How OTLP becomes series: the section {@code otlp} of a Prometheus configuration.
 *
 * @param promoted resource attributes that become labels of all series of the resource; with {@code promoteAll}, those that do not
 * @param keepIdentifying whether {@code target_info} has the attributes that are its job and instance already
 * @param customBuckets whether histograms with bounds become native ones with custom bounds
 * @param promoteScope whether series have the name, version and attributes of their scope
 */
public record OtlpSettings(Strategy strategy, boolean promoteAll, Set<String> promoted, boolean keepIdentifying,
        boolean customBuckets, boolean promoteScope) {

    /** How names are translated, by Prometheus' words. */
    public enum Strategy {
        UNDERSCORE_ESCAPING_WITH_SUFFIXES("UnderscoreEscapingWithSuffixes", true,
                true), UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES("UnderscoreEscapingWithoutSuffixes", true,
                        false), NO_UTF8_ESCAPING_WITH_SUFFIXES("NoUTF8EscapingWithSuffixes", false,
                                true), NO_TRANSLATION("NoTranslation", false, false);

        private final String word;
        final boolean escapes;
        final boolean suffixes;

        Strategy(String word, boolean escapes, boolean suffixes) {
            this.word = word;
            this.escapes = escapes;
            this.suffixes = suffixes;
        }
    }

    /** Prometheus' own. */
    public static final OtlpSettings STANDARD = new OtlpSettings(Strategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES, false,
            Set.of(), false, false, false);

    public OtlpSettings {
        promoted = Set.copyOf(promoted);
    }

    boolean promotes(String attribute) {
        return promoteAll != promoted.contains(attribute);
    }

    /** What will not do goes to the section's faults. */
    public static OtlpSettings read(Section section) {
        String word = section.text("translation_strategy", STANDARD.strategy.word);
        Strategy strategy = Arrays.stream(Strategy.values()).filter(one -> one.word.equals(word)).findFirst()
                .orElseGet(() -> {
                    section.fault("translation_strategy", "one of " + Arrays.stream(Strategy.values())
                            .map(one -> one.word).collect(Collectors.joining(", ")), word);
                    return STANDARD.strategy;
                });
        List<String> promoted = section.texts("promote_resource_attributes");
        List<String> ignored = section.texts("ignore_resource_attributes");
        boolean all = section.flag("promote_all_resource_attributes", false);
        if (all && !promoted.isEmpty()) {
            section.fault("promote_resource_attributes", "none, since all are promoted", "some");
        }
        if (!all && !ignored.isEmpty()) {
            section.fault("ignore_resource_attributes", "promote_all_resource_attributes beside it", "none");
        }
        for (String key : List.of("label_name_underscore_sanitization", "label_name_preserve_multiple_underscores")) {
            if (!section.flag(key, true)) {
                section.fault(key, "true; Binnacle has no other way yet", "false");
            }
        }
        OtlpSettings settings = new OtlpSettings(strategy, all, Set.copyOf(all ? ignored : promoted),
                section.flag("keep_identifying_resource_attributes", false),
                section.flag("convert_histograms_to_nhcb", false), section.flag("promote_scope_metadata", false));
        section.end();
        return settings;
    }
}
