/**
 * Prometheus remote write to other systems, through a queue that survives kills and outages.
 *
 * <p>A sample's journey: it is acknowledged to its sender when the store's log has it; a {@link
 * io.binnacle.telemetry.export.remotewrite.WriteQueue}, one a {@link io.binnacle.telemetry.export.remotewrite.Destination}, follows
 * the log by a feed, gathers a {@link io.binnacle.telemetry.export.remotewrite.WriteWindow} whose series keep to one shard each, sends
 * all shards at once by a {@link io.binnacle.telemetry.export.remotewrite.Courier}, and acknowledges to the feed.
 *
 * <p>Invariants: samples of one series are sent in their order, each at least once; what is not sent lies in the log, not in memory;
 * what falls off, by the bound of the log, by age or by a refusal, is counted and told.
 */
@NullMarked
package io.binnacle.telemetry.export.remotewrite;

import org.jspecify.annotations.NullMarked;
