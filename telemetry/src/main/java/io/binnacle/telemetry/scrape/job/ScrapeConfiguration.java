package io.binnacle.telemetry.scrape.job;

import java.nio.file.Path;
import java.util.List;

/**
 * What a Prometheus configuration says about scraping.
 *
 * @param files that it was read from
 * @param unused sections that belong to other parts of Prometheus, by their names
 */
public record ScrapeConfiguration(List<ScrapeJob> jobs, List<Path> files, List<String> unused) {

    /** Nothing to scrape. */
    public static final ScrapeConfiguration NONE = new ScrapeConfiguration(List.of(), List.of(), List.of());

    public ScrapeConfiguration {
        jobs = List.copyOf(jobs);
        files = List.copyOf(files);
        unused = List.copyOf(unused);
    }
}
