package io.binnacle.telemetry.scrape.job;

/**
 * What makes a scrape fail; 0 is no limit.
 *
 * @param bodyBytes of the body without compression
 * @param samples after relabelling
 * @param targets of the job, after relabelling
 * @param labels of one series after relabelling
 * @param droppedTargets that are kept to be shown, which fails nothing
 */
public record ScrapeLimits(long bodyBytes, long samples, long targets, long labels, long labelNameLength,
        long labelValueLength, long droppedTargets) {

    boolean boundsLabelsLike(ScrapeLimits other) {
        return labels == other.labels && labelNameLength == other.labelNameLength
                && labelValueLength == other.labelValueLength;
    }
}
