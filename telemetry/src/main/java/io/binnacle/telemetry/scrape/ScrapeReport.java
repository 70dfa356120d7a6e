package io.binnacle.telemetry.scrape;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.binnacle.telemetry.scrape.job.ScrapeJob;
import io.binnacle.telemetry.scrape.series.ScrapeCount;
import io.binnacle.telemetry.scrape.series.TargetSamples;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Samples;

/** The series about a target's scrapes, by Prometheus' names. Belongs to one thread. */
final class ScrapeReport {

    private static final List<String> METRICS = List.of("up", "scrape_duration_seconds", "scrape_samples_scraped",
            "scrape_samples_post_metric_relabeling", "scrape_series_added");
    private static final List<String> EXTRA = List.of("scrape_timeout_seconds", "scrape_sample_limit",
            "scrape_body_size_bytes");

    private final List<byte[]> labels = new ArrayList<>();
    private final boolean extra;
    private final double timeoutSeconds;
    private final double sampleLimit;

    /** What is said. */
    record Findings(boolean up, Duration took, ScrapeCount count, int bodyBytes) {}

    ScrapeReport(ScrapeJob job, Target target, TargetSamples samples) {
        this.extra = job.treatment().extraMetrics();
        this.timeoutSeconds = target.timeout().toMillis() / 1000.0;
        this.sampleLimit = job.limits().samples();
        METRICS.forEach(metric -> labels.add(samples.reportLabels(metric)));
        if (extra) {
            EXTRA.forEach(metric -> labels.add(samples.reportLabels(metric)));
        }
    }

    /** The labels of its series that the other one does not have. */
    List<byte[]> beyond(ScrapeReport other) {
        Set<ByteBuffer> there = other.labels.stream().map(ByteBuffer::wrap).collect(Collectors.toSet());
        return labels.stream().filter(one -> !there.contains(ByteBuffer.wrap(one))).toList();
    }

    void append(Appender appender, long epochMillis, Findings findings) {
        ScrapeCount count = findings.count();
        double[] values = {findings.up() ? 1 : 0, findings.took().toNanos() / 1e9, count.scraped(), count.kept(),
                count.added(), timeoutSeconds, sampleLimit, findings.up() ? findings.bodyBytes() : -1};
        for (int i = 0; i < labels.size(); i++) {
            append(appender, labels.get(i), epochMillis, values[i]);
        }
    }

    void appendEnd(Appender appender, long epochMillis) {
        labels.forEach(one -> append(appender, one, epochMillis, Samples.STALE));
    }

    private static void append(Appender appender, byte[] series, long epochMillis, double value) {
        appender.append(appender.series(series, 0, series.length), epochMillis, value);
    }
}
