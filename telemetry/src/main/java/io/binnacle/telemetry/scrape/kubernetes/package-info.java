/**
 * What a Kubernetes cluster holds, followed as it changes: the API of its server, listed once and watched from there on.
 *
 * <p>A {@link io.binnacle.telemetry.scrape.kubernetes.ClusterSource} knows where a cluster is and who asks it. A {@link
 * io.binnacle.telemetry.scrape.kubernetes.Cluster} follows some {@link
 * io.binnacle.telemetry.scrape.kubernetes.WatchedResource}s of it, each by a thread of its own: list page by page, watch from
 * that state on, list anew when the server no longer knows the state (410). Of each {@link
 * io.binnacle.telemetry.scrape.kubernetes.ClusterObject} is kept what discovery reads.
 *
 * <p>Invariants: what is known stays while the server is away; a secret is in no message.
 */
@NullMarked
package io.binnacle.telemetry.scrape.kubernetes;

import org.jspecify.annotations.NullMarked;
