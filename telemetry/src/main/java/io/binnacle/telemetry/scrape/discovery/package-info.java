/**
 * What there is to scrape: service discovery as Prometheus' configuration describes it.
 *
 * <p>A {@link io.binnacle.telemetry.scrape.discovery.DiscoverySettings} is one entry of a {@code …_sd_configs} list, read by
 * {@link io.binnacle.telemetry.scrape.discovery.DiscoveryReader}. It opens a {@link
 * io.binnacle.telemetry.scrape.discovery.TargetSource}, which is asked again and again and answers {@link
 * io.binnacle.telemetry.scrape.discovery.TargetGroup}s.
 * What a cluster of Kubernetes holds comes from {@code scrape.kubernetes}; here an {@code ObjectTargets} for each role makes
 * targets of its objects.
 *
 * <p>Invariants: when a source fails, what it told last stays; labels that a source adds begin with {@code __meta_}.
 */
@NullMarked
package io.binnacle.telemetry.scrape.discovery;

import org.jspecify.annotations.NullMarked;
