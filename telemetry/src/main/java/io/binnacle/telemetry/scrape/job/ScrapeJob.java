package io.binnacle.telemetry.scrape.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.binnacle.telemetry.scrape.discovery.DiscoverySettings;
import io.binnacle.telemetry.scrape.fetch.HttpSettings;
import io.binnacle.telemetry.scrape.relabel.LabelNames;
import io.binnacle.telemetry.scrape.relabel.RelabelRule;
import org.jspecify.annotations.Nullable;

/**
 * One of the {@code scrape_configs}: targets that are found and asked in one way. Equal jobs do the same.
 *
 * @param name of the label {@code job}, unless a target has another
 */
public record ScrapeJob(String name, Request request, Formats formats, Treatment treatment, ScrapeLimits limits,
        List<RelabelRule> targetRules, List<RelabelRule> metricRules, List<DiscoverySettings> discovery) {

    /**
     * How a target is asked, unless its labels say otherwise.
     *
     * @param params of the query, by name
     */
    public record Request(Duration interval, Duration timeout, String path, String scheme,
            Map<String, List<String>> params, boolean compressed, HttpSettings http) {

        public Request {
            params = Map.copyOf(params);
        }
    }

    /**
     * Which formats are asked for and taken.
     *
     * @param fallback what a body without a known type is taken for; null to refuse it
     * @param escaping how names are to be written that the older formats cannot have
     */
    public record Formats(List<ScrapeProtocol> protocols, @Nullable ScrapeProtocol fallback, LabelNames names,
            String escaping) {

        public Formats {
            protocols = List.copyOf(protocols);
        }
    }

    /**
     * What is made of the samples.
     *
     * @param nativeHistograms whether they are taken where a histogram has both kinds of buckets
     * @param classicHistograms whether the classic buckets are taken besides
     * @param customBuckets whether histograms that have classic buckets alone become native ones with these bounds
     */
    public record Treatment(boolean honorLabels, boolean honorTimestamps, boolean trackTimestampsStaleness,
            boolean extraMetrics, boolean nativeHistograms, boolean classicHistograms, boolean customBuckets) {}

    public ScrapeJob {
        targetRules = List.copyOf(targetRules);
        metricRules = List.copyOf(metricRules);
        discovery = List.copyOf(discovery);
    }

    /** Whether a line that a target exposes means the same series for the other one. */
    public boolean namesSeriesLike(ScrapeJob other) {
        return metricRules.equals(other.metricRules) && treatment.equals(other.treatment)
                && formats.equals(other.formats) && limits.boundsLabelsLike(other.limits);
    }
}
