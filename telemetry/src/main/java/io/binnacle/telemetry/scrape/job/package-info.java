/**
 * What is to be scraped, and how: the {@code scrape_configs} of a Prometheus configuration.
 *
 * <p>{@link io.binnacle.telemetry.scrape.job.PrometheusFile} reads a user's unchanged {@code prometheus.yml} into {@link
 * io.binnacle.telemetry.scrape.job.ScrapeJob}s and destinations of remote write. What belongs to other parts of Prometheus is let pass and named.
 *
 * <p>Invariants: all faults of all files come at once, each with key, file and line; what Binnacle does not do yet is refused by
 * name, never left out in silence; two jobs are equal when they scrape the same in the same way.
 */
@NullMarked
package io.binnacle.telemetry.scrape.job;

import org.jspecify.annotations.NullMarked;
