package io.binnacle.telemetry.scrape.series;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    private final Labels target;
    private final SeriesCache cache;
    private ExpositionFormat format;
    /** The labels of series that another one wrote, whose end is to be told if this one does not go on with them. */
    private final List<byte[]> left;

    /** @param target the labels that all its series have */
    public TargetSamples(ScrapeJob job, Labels target) {
        this.job = job;
        this.target = target;
        this.labelling = new SeriesLabelling(job, target);
        this.cache = new SeriesCache();
        this.format = ExpositionFormat.PROMETHEUS;
        this.left = new ArrayList<>();
    }

    /** Goes on where another one ended, which nobody uses any more: no series ends that is still there. */
    public TargetSamples(ScrapeJob job, Labels target, TargetSamples before) {
        this.job = job;
        this.target = target;
        this.labelling = new SeriesLabelling(job, target);
        // What a line means is remembered only while it would mean the same.
        boolean same = target.equals(before.target) && job.namesSeriesLike(before.job);
        this.cache = same ? before.cache : new SeriesCache();
        this.format = before.format;
        this.left = new ArrayList<>(before.left);
        if (!same) {
            for (int entry = before.cache.nextGone(0, true); entry != SeriesCache.NONE; entry = before.cache
                    .nextGone(entry + 1, true)) {
                left.add(before.cache.labels(entry));
            }
        }
    }

    /** Notes that the series of these labels end, unless the next body has them. */
    public synchronized void leave(List<byte[]> labels) {
        left.addAll(labels);
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
        } else if (job.treatment().customBuckets()) {
            HistogramConversion conversion = new HistogramConversion(reader, now, job.treatment().classicHistograms());
            ExpositionLines.read(now, body, size, conversion);
            conversion.end();
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
        left.clear();
    }

    /** Appends the end of every series that there is. */
    public synchronized void gone(Appender appender, long epochMillis) {
        appendGone(appender, epochMillis, true);
        left.clear();
    }

    private void appendGone(Appender appender, long epochMillis, boolean all) {
        for (int entry = cache.nextGone(0, all); entry != SeriesCache.NONE; entry = cache.nextGone(entry + 1, all)) {
            int series = appender.series(cache.bytes(), cache.labelsAt(entry), cache.labelsLength(entry));
            appender.append(series, epochMillis, Samples.STALE);
            cache.ended(entry);
        }
        if (!left.isEmpty()) {
            Set<ByteBuffer> here = all ? Set.of() : seen();
            for (byte[] labels : left) {
                if (!here.contains(ByteBuffer.wrap(labels))) {
                    appender.append(appender.series(labels, 0, labels.length), epochMillis, Samples.STALE);
                }
            }
        }
    }

    /** The labels of all series of the body that is being read. */
    private Set<ByteBuffer> seen() {
        Set<ByteBuffer> seen = new HashSet<>();
        for (int entry = 0; entry < cache.size(); entry++) {
            if (cache.isSeen(entry) && cache.labelsLength(entry) > 0) {
                seen.add(ByteBuffer.wrap(cache.labels(entry)));
            }
        }
        return seen;
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
