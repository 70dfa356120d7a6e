/**
 * Metrics of the machine that Binnacle runs on, by OpenTelemetry's semantic names in Prometheus' spelling.
 *
 * <p>A sample's journey: each round of {@link io.binnacle.telemetry.metric.host.HostMetrics} lets every
 * {@link io.binnacle.telemetry.metric.host.Probe} add samples to a {@link io.binnacle.telemetry.metric.host.Round}, which
 * adds the host's labels and hands them to the time series store. What each metric means stands in
 * {@code docs/guide/host-metrics.md}.
 *
 * <p>Invariants: a probe that fails spoils no other; {@code system_collection_complete} says which saw everything; a
 * series that ends gets a stale marker; nothing here waits for a dead network file system.
 */
@NullMarked
package io.binnacle.telemetry.metric.host;

import org.jspecify.annotations.NullMarked;
