/**
 * Fetching by HTTP as Prometheus' configuration describes it: who asks, over which TLS, through which proxy.
 *
 * <p>{@link io.binnacle.telemetry.scrape.fetch.HttpSettings} is what the configuration says, {@link
 * io.binnacle.telemetry.scrape.fetch.Fetcher} asks accordingly. Every answer has a bound of its size and a deadline, and the
 * memory that all bodies take together is bounded by {@link io.binnacle.telemetry.scrape.fetch.FetchMemory}.
 *
 * <p>Invariants: secrets are never part of a message; one read from a file is read anew for each request; credentials are not
 * sent to another host that an answer redirects to.
 */
@NullMarked
package io.binnacle.telemetry.scrape.fetch;

import org.jspecify.annotations.NullMarked;
