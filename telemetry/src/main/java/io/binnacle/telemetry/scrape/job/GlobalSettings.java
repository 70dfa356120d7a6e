package io.binnacle.telemetry.scrape.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.binnacle.telemetry.scrape.relabel.LabelNames;
import io.binnacle.telemetry.scrape.yaml.Section;

/** The section {@code global}: what counts for a job that does not say otherwise. */
record GlobalSettings(Duration interval, Duration timeout, Optional<List<ScrapeProtocol>> protocols,
        ScrapeLimits limits, LabelNames names, Optional<String> escaping, boolean nativeHistograms,
        boolean classicHistograms, boolean customBuckets, boolean extraMetrics, RuleFileSettings rules) {

    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    static final GlobalSettings STANDARD = new GlobalSettings(INTERVAL, TIMEOUT, Optional.empty(),
            new ScrapeLimits(0, 0, 0, 0, 0, 0, 0), LabelNames.UTF8, Optional.empty(), false, false, false, false,
            RuleFileSettings.NONE);

    static GlobalSettings read(Section section) {
        Duration interval = JobReader.positive(section, "scrape_interval").orElse(INTERVAL);
        Duration timeout = JobReader.timeout(section, interval, TIMEOUT);
        RuleFileSettings none = RuleFileSettings.NONE;
        RuleFileSettings rules = new RuleFileSettings(List.of(), none.base(),
                JobReader.positive(section, "evaluation_interval"),
                section.duration("rule_query_offset").orElse(none.queryOffset()), section.textMap("external_labels"));
        // Of no use here: logs are configured elsewhere.
        section.ignore("query_log_file");
        section.ignore("scrape_failure_log_file");
        JobReader.refuseUnsupported(section);
        GlobalSettings global = new GlobalSettings(interval, timeout, JobReader.protocols(section),
                JobReader.limits(section, STANDARD.limits), JobReader.names(section, LabelNames.UTF8),
                JobReader.escaping(section), section.flag("scrape_native_histograms", false),
                section.flag("always_scrape_classic_histograms", false),
                section.flag("convert_classic_histograms_to_nhcb", false), section.flag("extra_scrape_metrics", false),
                rules);
        section.end();
        return global;
    }

    RuleFileSettings rules(List<String> files, Path base) {
        return new RuleFileSettings(files, base, rules.evaluationInterval(), rules.queryOffset(),
                rules.externalLabels());
    }
}
