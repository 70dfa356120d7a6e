package io.binnacle.telemetry.scrape.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.intake.exposition.ExpositionFormat;
import io.binnacle.telemetry.intake.exposition.ExpositionLines;
import io.binnacle.telemetry.intake.exposition.ExpositionSample;
import io.binnacle.telemetry.intake.exposition.ExpositionSeries;
import io.binnacle.telemetry.intake.exposition.FamilyLine;
import io.binnacle.telemetry.scrape.job.ScrapeJob;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.LabelBytes;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.histogram.FloatText;
import io.binnacle.timeseries.histogram.NativeHistogram;

/** Takes what is in one body to the appender. Belongs to one thread. */
final class BodyReader implements ExpositionLines.Reader {

    private static final byte[] TYPE = {'#', ' ', 'T', 'Y', 'P', 'E', ' '};

    private final Target target;
    private final SeriesCache cache;
    private final Appender appender;
    private final long epochMillis;
    private final ScrapeCount count;
    private final long samplesMax;
    private final boolean honorTimestamps;
    private final boolean trackTimestamps;
    private boolean familiesChanged;
    /** The comment that told a family's type last. */
    private int typeEntry = SeriesCache.NONE;
    private int entry = SeriesCache.NONE;
    /** In the appender; negative when the series is dropped. */
    private int series = -1;
    private long sampleMillis;

    /** Whose body it is. */
    record Target(ScrapeJob job, SeriesLabelling labelling, SeriesCache cache, ExpositionFormat format) {}

    BodyReader(Target target, Appender appender, long epochMillis, ScrapeCount count) {
        this.target = target;
        this.cache = target.cache();
        this.appender = appender;
        this.epochMillis = epochMillis;
        this.count = count;
        this.samplesMax = target.job().limits().samples();
        this.honorTimestamps = target.job().treatment().honorTimestamps();
        this.trackTimestamps = target.job().treatment().trackTimestampsStaleness();
    }

    /** Whether there was a comment that the target did not have before. */
    boolean familiesChanged() {
        return familiesChanged;
    }

    boolean isSeen(int candidate) {
        return cache.isSeen(candidate);
    }

    @Override
    public int expected(byte[] text, int at, int size) {
        return cache.expected(text, at, size);
    }

    @Override
    public void comment(byte[] text, int from, int to, int line) {
        int found = cache.find(text, from, to);
        if (found == SeriesCache.NONE) {
            // What is wrong is told before it is remembered.
            FamilyLine.parse(ExpositionLines.string(text, from, to, line), target.format(), line);
            found = cache.addComment(text, from, to);
            familiesChanged = true;
        }
        cache.see(found, false);
        if (to - from > TYPE.length && text[from + 2] == 'T') {
            typeEntry = found;
        }
    }

    @Override
    public void series(byte[] text, int from, int to, int line) {
        int found = cache.find(text, from, to);
        entry = found == SeriesCache.NONE ? add(text, from, to, line) : found;
        series = cache.isDropped(entry) ? -1 : inBatch(text, from, to, line);
    }

    private int inBatch(byte[] text, int from, int to, int line) {
        byte[] known = cache.labels(entry);
        int number = known == null
                ? appender.seriesOf(cache.reference(entry))
                : appender.series(known, 0, known.length);
        if (number >= 0) {
            return number;
        }
        // The store has forgotten it: its samples were deleted, all of them.
        byte[] labels = LabelBytes.write(labels(text, from, to, line).orElseThrow());
        cache.labels(entry, labels);
        return appender.series(labels, 0, labels.length);
    }

    private int add(byte[] text, int from, int to, int line) {
        Optional<Labels> labels = labels(text, from, to, line);
        if (labels.isEmpty()) {
            return cache.addDropped(to - from);
        }
        int added = cache.addSeries(to - from);
        cache.labels(added, LabelBytes.write(labels.get()));
        return added;
    }

    private Optional<Labels> labels(byte[] text, int from, int to, int line) {
        return target.labelling().of(
                normalized(ExpositionLines.series(target.format(), text, from, to, line), line));
    }

    /** Bounds of buckets and quantiles are written in one way, as Prometheus 3 has it: {@code 1.0}. */
    private ExpositionSeries normalized(ExpositionSeries exposed, int line) {
        if (typeEntry == SeriesCache.NONE
                || exposed.labels().stream().noneMatch(label -> label.name().equals("le")
                        || label.name().equals("quantile"))) {
            return exposed;
        }
        byte[] said = cache.comment(typeEntry);
        String comment = ExpositionLines.string(said, 0, said.length, line);
        FamilyLine family = FamilyLine.parse(comment, target.format(), line).orElse(null);
        String bound = family == null ? "" : bound(family, exposed.name());
        List<Label> labels = new ArrayList<>();
        for (Label label : exposed.labels()) {
            labels.add(label.name().equals(bound) ? new Label(bound, normalized(label.value())) : label);
        }
        return new ExpositionSeries(exposed.name(), labels);
    }

    private static String bound(FamilyLine family, String name) {
        if (family.type() == MetricMetadata.Type.SUMMARY && name.equals(family.family())) {
            return "quantile";
        }
        return family.type() == MetricMetadata.Type.HISTOGRAM && name.equals(family.family() + "_bucket") ? "le" : "";
    }

    private static String normalized(String value) {
        try {
            return FloatText.openMetrics(Double.parseDouble(value.replace("Inf", "Infinity")));
        } catch (NumberFormatException e) {
            return value;
        }
    }

    @Override
    public void sample(double value, long timestampMillis) {
        if (take(timestampMillis, !Samples.isStale(value))) {
            appender.append(series, sampleMillis, value);
        }
    }

    void histogram(NativeHistogram histogram, long timestampMillis) {
        if (take(timestampMillis, true)) {
            appender.append(series, sampleMillis, histogram);
        }
    }

    /** When the counting began that the last sample is a part of. */
    void start(long startMillis) {
        if (series >= 0) {
            appender.startTime(series, sampleMillis, startMillis);
        }
    }

    private boolean take(long timestampMillis, boolean limited) {
        count.countScraped();
        boolean own = honorTimestamps && timestampMillis != ExpositionLines.NO_TIMESTAMP;
        sampleMillis = own ? timestampMillis : epochMillis;
        if (cache.see(entry, series >= 0 && (!own || trackTimestamps)) && series >= 0) {
            count.countAdded();
        }
        if (series < 0) {
            return false;
        }
        count.countKept();
        if (limited && samplesMax > 0 && count.kept() > samplesMax) {
            throw new ScrapeFailure("sample limit exceeded");
        }
        return true;
    }

    @Override
    public void exemplar(ExpositionSample.Exemplar exemplar) {
        if (series < 0) {
            return;
        }
        Labels.Builder labels = Labels.empty().toBuilder();
        exemplar.labels().forEach(label -> labels.set(label.name(), label.value()));
        double at = exemplar.timestampMillis();
        try {
            appender.exemplar(series, labels.build(), Double.isNaN(at) ? sampleMillis : (long) at, exemplar.value());
        } catch (InvalidInput e) {
            // Its labels are longer than may be; the sample beside it is good.
        }
    }
}
