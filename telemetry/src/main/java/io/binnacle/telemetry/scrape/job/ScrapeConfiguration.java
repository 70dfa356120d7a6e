package io.binnacle.telemetry.scrape.job;

import java.nio.file.Path;
import java.util.List;

import io.binnacle.telemetry.export.remotewrite.Destination;
import io.binnacle.telemetry.intake.otlp.OtlpSettings;

/**
 * What a Prometheus configuration says about scraping, rules and remote write, and how OTLP is taken.
 *
 * @param otlp its section {@code otlp}
 * @param rules its section {@code rule_files}, and what counts for it
 * @param destinations its section {@code remote_write}
 * @param files that it was read from
 * @param unused sections that belong to other parts of Prometheus, by their names
 */
public record ScrapeConfiguration(List<ScrapeJob> jobs, OtlpSettings otlp, RuleFileSettings rules,
        List<Destination> destinations, List<Path> files, List<String> unused) {

    /** Nothing to scrape. */
    public static final ScrapeConfiguration NONE = new ScrapeConfiguration(List.of(), OtlpSettings.STANDARD,
            RuleFileSettings.NONE, List.of(), List.of(), List.of());

    public ScrapeConfiguration {
        jobs = List.copyOf(jobs);
        destinations = List.copyOf(destinations);
        files = List.copyOf(files);
        unused = List.copyOf(unused);
    }
}
