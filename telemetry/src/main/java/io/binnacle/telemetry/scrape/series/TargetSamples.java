package io.binnacle.telemetry.scrape.series;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.jspecify.annotations.Nullable;

/**
 * What one target exposes, body after body. One thread reads bodies; any thread may ask for {@link #families}.
 *
 * <p>For each body: {@link #read}, a commit of the appender, {@link #finish} with it. When any of it fails: a rollback, {@link #gone}
 * with all series, a commit.
 */
public final class TargetSamples {

    private final ScrapeJob job;
    private final SeriesLabelling labelling;
    private final Labels target;
    private final SeriesCache cache;
    private ExpositionFormat format;
    /** Series that another one wrote, whose end is to be told if this one does not go on with them. */
    private final List<Left> left;

    /** A series of the store: by its labels where they are known, else by its reference. */
    private static final class Left {

        private final long reference;
        private final byte @Nullable [] labels;

        Left(byte[] labels) {
            this.reference = Appender.NO_REFERENCE;
            this.labels = labels;
        }

        Left(SeriesCache cache, int entry) {
            this.reference = cache.reference(entry);
            this.labels = cache.labels(entry);
        }

        /** Its number in the batch; negative when the store has forgotten it. */
        int in(Appender appender) {
            return labels == null ? appender.seriesOf(reference) : appender.series(labels, 0, labels.length);
        }

        /** Equal for what is one series: the present reference to it, or the labels where the store gives none. */
        Object identity(Appender appender) {
            int number = in(appender);
            long present = number < 0 ? reference : appender.reference(number);
            return present != Appender.NO_REFERENCE || labels == null ? (Object) present : ByteBuffer.wrap(labels);
        }
    }

    /**
     * @param target the labels that all its series have
     * @param texts shared with other targets
     */
    public TargetSamples(ScrapeJob job, Labels target, CommentTexts texts) {
        this.job = job;
        this.target = target;
        this.labelling = new SeriesLabelling(job, target);
        this.cache = new SeriesCache(texts);
        this.format = ExpositionFormat.PROMETHEUS;
        this.left = new ArrayList<>();
    }

    /** Goes on where another one ended, which nobody uses any more: no series ends that is still there. */
    public TargetSamples(ScrapeJob job, Labels target, CommentTexts texts, TargetSamples before) {
        this.job = job;
        this.target = target;
        this.labelling = new SeriesLabelling(job, target);
        // What a line means is remembered only while it would mean the same.
        boolean same = target.equals(before.target) && job.namesSeriesLike(before.job);
        this.cache = same ? before.cache : new SeriesCache(texts);
        this.format = before.format;
        this.left = new ArrayList<>(before.left);
        if (!same) {
            SeriesCache its = before.cache;
            for (int entry = its.nextGone(0, true); entry != SeriesCache.NONE; entry = its.nextGone(entry + 1, true)) {
                left.add(new Left(its, entry));
            }
        }
    }

    /** Notes that the series of these labels end, unless the next body has them. */
    public synchronized void leave(List<byte[]> labels) {
        labels.forEach(one -> left.add(new Left(one)));
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

    /**
     * What was read last is stored.
     *
     * @param appender an empty one, and empty afterwards: it tells what the store knows new series by
     */
    public synchronized void finish(Appender appender) {
        for (int entry = cache.nextLabelled(0); entry != SeriesCache.NONE; entry = cache.nextLabelled(entry + 1)) {
            byte[] labels = Objects.requireNonNull(cache.labels(entry));
            long reference = appender.reference(appender.series(labels, 0, labels.length));
            if (reference != Appender.NO_REFERENCE) {
                cache.reference(entry, reference);
            }
        }
        appender.rollback();
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
            appendEnd(appender, new Left(cache, entry), epochMillis);
            cache.ended(entry);
        }
        if (!left.isEmpty()) {
            Set<Object> here = all ? Set.of() : seen(appender);
            for (Left one : left) {
                if (!here.contains(one.identity(appender))) {
                    appendEnd(appender, one, epochMillis);
                }
            }
        }
    }

    private static void appendEnd(Appender appender, Left series, long epochMillis) {
        int number = series.in(appender);
        // What the store has forgotten needs no end.
        if (number >= 0) {
            appender.append(number, epochMillis, Samples.STALE);
        }
    }

    /** All series of the body that is being read, by their identities. */
    private Set<Object> seen(Appender appender) {
        Set<Object> seen = new HashSet<>();
        for (int entry = 0; entry < cache.size(); entry++) {
            if (cache.isSeen(entry) && cache.isSeries(entry)) {
                seen.add(new Left(cache, entry).identity(appender));
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
        byte[] comment = cache.comment(entry);
        return FamilyLine.parse(ExpositionLines.string(comment, 0, comment.length, 0), format, 0);
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
