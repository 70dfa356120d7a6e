/**
 * Scraping: metrics of other programs, fetched from them as Prometheus does, by a user's unchanged {@code prometheus.yml}.
 *
 * <p>The journey of a sample: {@code job} reads what the file says; {@code discovery} finds targets, which a {@link
 * io.binnacle.telemetry.scrape.ScrapePool} of each job makes {@link io.binnacle.telemetry.scrape.Target}s of, by {@code relabel};
 * a {@link io.binnacle.telemetry.scrape.ScrapeLoop} of each target, on a virtual thread, has {@code fetch} ask it, and {@code series}
 * bring the body into the store, in one commit with what is said about the scrape itself ({@code up} and others).
 *
 * <p>Invariants: a target that cannot be scraped is told by {@code up 0} and a reason, and its series end; a job that did not change
 * goes on undisturbed when the file does; a file that is wrong changes nothing and is told.
 */
@NullMarked
package io.binnacle.telemetry.scrape;

import org.jspecify.annotations.NullMarked;
