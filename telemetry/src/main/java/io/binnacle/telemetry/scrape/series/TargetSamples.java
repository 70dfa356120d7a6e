package io.binnacle.telemetry.scrape.series;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.intake.exposition.ExpositionFormat;
import io.binnacle.telemetry.intake.exposition.ExpositionLines;
import io.binnacle.telemetry.intake.exposition.FamilyLine;
import io.binnacle.telemetry.scrape.job.ScrapeJob;
import io.binnacle.telemetry.scrape.job.ScrapeProtocol;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.LabelBytes;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Samples;

/**
 * What one target exposes, body after body. One thread reads bodies; any thread may ask for {@link #families}.
 *
 * <p>For each body: {@link #read}, a commit of the appender, {@link #finish}. When any of it fails: a rollback, {@link #gone}
 * with all series, a commit.
 */
public final class TargetSamples {

    private final ScrapeJob job;
    private final SeriesLabelling labelling;
    private final SeriesCache cache = new SeriesCache();
    private ExpositionFormat format = ExpositionFormat.PROMETHEUS;

    /** @param target the labels that all its series have */
    public TargetSamples(ScrapeJob job, Labels target) {
        this.job = job;
        this.labelling = new SeriesLabelling(job, target);
    }

    /**
     * Appends what the body holds, and the ends of what it no longer holds.
     *
     * @param count goes on while the body is read, so it tells how far that came
     * @throws InvalidInput the body is wrong somewhere, or has more than the job takes; the appender may hold a part of it
     */
    public synchronized void read(byte[] body, int size, ScrapeProtocol protocol, Appender appender, long epochMillis,
            ScrapeCount count) {
        ExpositionFormat now = protocol.isOpenMetrics() || protocol == ScrapeProtocol.PROTOBUF
                ? ExpositionFormat.OPENMETRICS
                : ExpositionFormat.PROMETHEUS;
        format = now;
        cache.begin();
        BodyReader reader = new BodyReader(new BodyReader.Target(job, labelling, cache, now), appender, epochMillis,
                count);
        if (protocol == ScrapeProtocol.PROTOBUF) {
            new ProtobufBody(reader, job.treatment()).read(body, size);
        } else {
            ExpositionLines.read(now, body, size, reader);
        }
        appendGone(appender, epochMillis, false);
        if (reader.familiesChanged()) {
            tell(appender, reader);
        }
    }

    /** What was read last is stored. */
    public synchronized void finish() {
        cache.finish();
    }

    /** Appends the end of every series that there is. */
    public synchronized void gone(Appender appender, long epochMillis) {
        appendGone(appender, epochMillis, true);
    }

    private void appendGone(Appender appender, long epochMillis, boolean all) {
        for (int entry = cache.nextGone(0, all); entry != SeriesCache.NONE; entry = cache.nextGone(entry + 1, all)) {
            int series = appender.series(cache.bytes(), cache.labelsAt(entry), cache.labelsLength(entry));
            appender.append(series, epochMillis, Samples.STALE);
            cache.ended(entry);
        }
    }

    private void tell(Appender appender, BodyReader reader) {
        families(reader::isSeen).forEach((family, metadata) -> {
            try {
                appender.metadata(family, metadata);
            } catch (InvalidInput e) {
                // A name or text that cannot be stored; what a metric means is no reason to refuse its samples.
            }
        });
    }

    private interface EntryFilter {
        boolean takes(int entry);
    }

    private Map<String, MetricMetadata> families(EntryFilter filter) {
        MetricMetadata nothing = new MetricMetadata(MetricMetadata.Type.UNKNOWN, "", "");
        Map<String, MetricMetadata> families = new LinkedHashMap<>();
        for (int entry = 0; entry < cache.size(); entry++) {
            if (cache.isComment(entry) && filter.takes(entry)) {
                family(entry).ifPresent(line -> families.merge(line.family(), line.addTo(nothing),
                        (known, more) -> line.addTo(known)));
            }
        }
        return families;
    }

    private Optional<FamilyLine> family(int entry) {
        String line = ExpositionLines.string(cache.bytes(), cache.lineAt(entry), cache.lineEnd(entry), 0);
        return FamilyLine.parse(line, format, 0);
    }

    /** What the target said last about its families of metrics, by their names; the caller's own. */
    public synchronized Map<String, MetricMetadata> families() {
        return families(cache::isCurrent);
    }

    /** The bytes of the labels of a series that Binnacle makes about the target. */
    public byte[] reportLabels(String metric) {
        return LabelBytes.write(labelling.ofReport(metric));
    }

    /** What is remembered of the target's lines, in memory. */
    public synchronized long sizeInBytes() {
        return cache.sizeInBytes();
    }
}
