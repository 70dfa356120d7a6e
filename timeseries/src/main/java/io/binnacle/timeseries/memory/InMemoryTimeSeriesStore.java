package io.binnacle.timeseries.memory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CardinalityReport;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.CommitResult.Reason;
import io.binnacle.timeseries.CommitResult.Taken;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.StoreStatistics;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.batch.EventBatch;
import io.binnacle.timeseries.batch.SampleBatch;
import io.binnacle.timeseries.catalogue.SeriesLimits;
import io.binnacle.timeseries.catalogue.SeriesLimits.Verdict;
import io.binnacle.timeseries.event.EventKind;
import io.binnacle.timeseries.event.StartTimeCodec;
import io.binnacle.timeseries.metadata.MetadataTable;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TimeSeriesStore} in arrays: bounded, fast, and gone with the process. The store of tests, and of a server
 * that has no other yet.
 *
 * <p>Commits follow each other under one lock and have ascending versions. Each publishes, series by series, a new
 * immutable {@link MemorySeries.View} marked with its version, and last the version itself; a querier takes the version
 * at its opening and, in each series, the newest view that is no newer. So a reader holds no lock, and sees a commit
 * whole or not at all.
 */
public final class InMemoryTimeSeriesStore implements TimeSeriesStore {

    /** Series that went quiet are looked for this often in the course of one retention. */
    private static final int SWEEPS_PER_RETENTION = 20;
    private static final Duration ACTIVE_FOR = Duration.ofHours(1);

    private final InMemorySettings settings;
    private final InstantSource clock;

    private final Object commitLock = new Object();
    private final SeriesLimits limits;
    private int nextSeries;
    private volatile LabelIndex index = new LabelIndex();
    private final MetadataTable metadata = new MetadataTable();
    private volatile boolean closed;
    private volatile StoreStatistics totals;
    private long sweptAtMillis;

    /** Guards the two below it, and only for a few instructions. */
    private final Object versionLock = new Object();
    private long version;
    /** Version → how many queriers are open on it. */
    private final TreeMap<Long, Integer> open = new TreeMap<>();

    public InMemoryTimeSeriesStore(InMemorySettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.limits = new SeriesLimits(settings.tenantLimit(), Map.of(), ACTIVE_FOR, clock);
        this.sweptAtMillis = clock.millis();
        this.totals = new StoreStatistics(0, settings.seriesMax(), 0, 0, 0, 0, Map.of(), 0);
    }

    @Override
    public Appender appender(Sender sender) {
        requireOpen();
        return new MemoryAppender(this, sender);
    }

    @Override
    public Querier querier(long minMillis, long maxMillis) {
        requireOpen();
        synchronized (versionLock) {
            open.merge(version, 1, Integer::sum);
            // Taken together with the version: a sweep swaps the index, a later one lacks nothing that this version has.
            return new MemoryQuerier(this, index, version, minMillis, maxMillis);
        }
    }

    void closed(long querierVersion) {
        synchronized (versionLock) {
            open.computeIfPresent(querierVersion, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    @Override
    public SortedMap<String, MetricMetadata> metadata() {
        requireOpen();
        return metadata.all();
    }

    @Override
    public CardinalityReport cardinality(int top, CardinalityReport.Order order) {
        requireOpen();
        synchronized (commitLock) {
            return MemoryCardinality.of(index.all(), limits).first(top, order);
        }
    }

    @Override
    public StoreStatistics statistics() {
        int queriers;
        synchronized (versionLock) {
            queriers = open.values().stream().mapToInt(Integer::intValue).sum();
        }
        StoreStatistics now = totals;
        return new StoreStatistics(now.series(), now.seriesMax(), now.samples(), now.bytes(), now.appendedTotal(),
                now.duplicatesTotal(), now.rejectedTotal(), queriers);
    }

    @Override
    public void close() {
        synchronized (commitLock) {
            closed = true;
            index = new LabelIndex();
            totals = new StoreStatistics(0, settings.seriesMax(), 0, 0, 0, 0, Map.of(), 0);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new Unavailable("the time series store is closed");
        }
    }

    CommitResult commit(Sender sender, List<Labels> labels, SampleBatch batch) {
        synchronized (commitLock) {
            requireOpen();
            limits.advance();
            Commit commit = new Commit(limits.sender(sender.tenant(), sender.name()), nextVersion(),
                    oldestVersionNeeded(), clock.millis());
            for (int i = 0; i < batch.size(); i++) {
                commit.add(labels.get(batch.series()[i]), batch.times()[i], batch.values()[i]);
            }
            // Histograms first: they make series known.
            commit.add(labels, batch.events(), true);
            commit.add(labels, batch.events(), false);
            batch.metadata().forEach(commit::add);
            commit.publish();
            sweepIfDue(commit.nowMillis);
            synchronized (versionLock) {
                version = commit.version;
            }
            return commit.result();
        }
    }

    private long nextVersion() {
        synchronized (versionLock) {
            return version + 1;
        }
    }

    private long oldestVersionNeeded() {
        synchronized (versionLock) {
            return open.isEmpty() ? version : open.firstKey();
        }
    }

    @Override
    public long delete(List<Matcher> matchers, long minMillis, long maxMillis) {
        if (matchers.isEmpty()) {
            throw new InvalidInput("matchers", "at least one", "none");
        }
        synchronized (commitLock) {
            requireOpen();
            long next = nextVersion();
            long oldestNeeded = oldestVersionNeeded();
            long floats = 0;
            long histograms = 0;
            for (MemorySeries series : index.find(matchers)) {
                int ownFloats = series.drop(minMillis, maxMillis);
                int ownHistograms = series.drop(EventKind.NATIVE_HISTOGRAM, minMillis, maxMillis);
                // Start times stay: they count for later samples too.
                int exemplars = series.drop(EventKind.EXEMPLAR, minMillis, maxMillis);
                if (ownFloats + ownHistograms + exemplars > 0) {
                    series.publish(next, oldestNeeded);
                    floats += ownFloats;
                    histograms += ownHistograms;
                }
            }
            StoreStatistics before = totals;
            totals = new StoreStatistics(before.series(), before.seriesMax(), before.samples() - floats,
                    before.bytes(), before.appendedTotal(), before.duplicatesTotal(), before.rejectedTotal(), 0);
            synchronized (versionLock) {
                version = next;
            }
            return floats + histograms;
        }
    }

    /** Trims the series that nobody appends to, and drops those with nothing left. */
    private void sweepIfDue(long nowMillis) {
        long interval = Math.max(1, settings.retention().toMillis() / SWEEPS_PER_RETENTION);
        if (nowMillis - sweptAtMillis < interval) {
            return;
        }
        sweptAtMillis = nowMillis;
        List<MemorySeries> alive = new ArrayList<>();
        long samples = 0;
        long bytes = 0;
        LabelIndex present = index;
        for (MemorySeries series : present.all()) {
            series.dropBefore(nowMillis - settings.retention().toMillis());
            if (series.isAlive() || series.newestEver() >= nowMillis - settings.retention().toMillis()) {
                alive.add(series);
                samples += series.count();
                bytes += series.bytes();
            }
        }
        if (alive.size() < present.size()) {
            LabelIndex smaller = new LabelIndex();
            alive.forEach(smaller::add);
            index = smaller;
        }
        StoreStatistics before = totals;
        totals = new StoreStatistics(alive.size(), before.seriesMax(), samples, bytes, before.appendedTotal(),
                before.duplicatesTotal(), before.rejectedTotal(), 0);
    }

    /** One commit on its way; lives under the commit lock. */
    private final class Commit {

        private final int sender;
        private final long version;
        private final long oldestVersionNeeded;
        private final long nowMillis;
        private final long retainedFromMillis;
        private final List<MemorySeries> touched = new ArrayList<>();
        private final Map<Reason, Integer> rejectedBy = new EnumMap<>(Reason.class);
        private final List<CommitResult.Rejection> examples = new ArrayList<>();
        private int appended;
        private int duplicates;
        private int histograms;
        private int histogramDuplicates;
        private int exemplars;
        private int exemplarDuplicates;
        private long samplesDelta;
        private long bytesDelta;

        Commit(int sender, long version, long oldestVersionNeeded, long nowMillis) {
            this.sender = sender;
            this.version = version;
            this.oldestVersionNeeded = oldestVersionNeeded;
            this.nowMillis = nowMillis;
            this.retainedFromMillis = nowMillis - settings.retention().toMillis();
        }

        void add(Labels labels, long millis, double value) {
            MemorySeries series = admit(labels, millis, value, true);
            if (series == null) {
                return;
            }
            int countBefore = series.count();
            long bytesBefore = series.bytes();
            switch (series.put(millis, value, settings.samplesPerSeriesMax())) {
                case STORED -> appended++;
                case DUPLICATE -> duplicates++;
                case TOO_OLD -> reject(series.labels(), millis, value, Reason.TOO_OLD);
                default -> throw new BugException("no such outcome");
            }
            samplesDelta += series.count() - countBefore;
            bytesDelta += series.bytes() - bytesBefore;
        }

        private @Nullable Reason refusalOfNew() {
            if (index.size() >= settings.seriesMax()) {
                return Reason.SERIES_LIMIT;
            }
            return switch (limits.admitNew(sender)) {
                case ADMITTED -> null;
                case TOO_MANY_ACTIVE -> Reason.TENANT_SERIES_LIMIT;
                case TOO_MANY_CREATED -> Reason.CHURN_LIMIT;
            };
        }

        /** The series, if a sample or what belongs to one may have that time; null when it was refused. */
        private @Nullable MemorySeries admit(Labels labels, long millis, double value, boolean creates) {
            Reason fault = fault(labels, millis);
            MemorySeries series = fault == null ? index.get(labels) : null;
            if (fault == null && series == null) {
                fault = !creates
                        ? Reason.UNKNOWN_SERIES
                        : refusalOfNew();
            }
            if (fault != null) {
                reject(labels, millis, value, fault);
                return null;
            }
            if (series == null) {
                series = new MemorySeries(nextSeries++, labels);
                index.add(series);
                bytesDelta += series.bytes();
                limits.created(sender, series.number);
            }
            if (!isInWindow(series, millis)) {
                reject(series.labels(), millis, value, Reason.OUT_OF_ORDER);
                return null;
            }
            if (creates && limits.admit(sender, series.number) != Verdict.ADMITTED) {
                reject(series.labels(), millis, value, Reason.TENANT_SERIES_LIMIT);
                return null;
            }
            return series;
        }

        private @Nullable Reason fault(Labels labels, long millis) {
            if (labels.isEmpty()) {
                return Reason.NO_LABELS;
            }
            if (millis < retainedFromMillis) {
                return Reason.TOO_OLD;
            }
            return millis > nowMillis + settings.futureTolerance().toMillis() ? Reason.TOO_NEW : null;
        }

        private boolean isInWindow(MemorySeries series, long millis) {
            if (series.touch(version)) {
                touched.add(series);
            }
            return millis >= series.newestBeforeCommit() - settings.outOfOrderWindow().toMillis();
        }

        void add(List<Labels> labels, EventBatch events, boolean histogramsOnly) {
            for (int i = 0; i < events.count(); i++) {
                EventKind kind = events.kind(i);
                if ((kind == EventKind.NATIVE_HISTOGRAM) != histogramsOnly) {
                    continue;
                }
                Labels own = labels.get(events.series(i));
                long millis = events.millis(i);
                if (kind == EventKind.START_TIME) {
                    addStart(own, millis, events.number(i));
                    continue;
                }
                MemorySeries series = admit(own, millis, events.value(i), histogramsOnly);
                if (series != null) {
                    count(kind, put(series, kind, millis, events.payload(i)));
                }
            }
        }

        private void addStart(Labels labels, long millis, long startMillis) {
            MemorySeries series = fault(labels, millis) == null ? index.get(labels) : null;
            if (series != null && isInWindow(series, millis) && !series.isStartKnown(millis, startMillis)) {
                put(series, EventKind.START_TIME, millis, StartTimeCodec.encode(startMillis));
            }
        }

        private boolean put(MemorySeries series, EventKind kind, long millis, byte[] payload) {
            long bytesBefore = series.bytes();
            boolean stored = series.put(kind, millis, payload, settings.samplesPerSeriesMax());
            bytesDelta += series.bytes() - bytesBefore;
            return stored;
        }

        private void count(EventKind kind, boolean stored) {
            if (kind == EventKind.NATIVE_HISTOGRAM) {
                histograms += stored ? 1 : 0;
                histogramDuplicates += stored ? 0 : 1;
            } else {
                exemplars += stored ? 1 : 0;
                exemplarDuplicates += stored ? 0 : 1;
            }
        }

        void add(String family, MetricMetadata told) {
            if (!metadata.isNews(family, told)) {
                return;
            }
            if (metadata.hasRoom(family, told, 0)) {
                metadata.put(family, told);
            } else {
                rejectedBy.merge(Reason.METADATA_LIMIT, 1, Integer::sum);
            }
        }

        private void reject(Labels labels, long millis, double value, Reason reason) {
            rejectedBy.merge(reason, 1, Integer::sum);
            if (examples.size() < CommitResult.EXAMPLES_MAX) {
                examples.add(new CommitResult.Rejection(labels, millis, value, reason));
            }
        }

        void publish() {
            for (MemorySeries series : touched) {
                int before = series.count();
                series.dropBefore(retainedFromMillis);
                samplesDelta += series.count() - before;
                series.publish(version, oldestVersionNeeded);
            }
            StoreStatistics before = totals;
            Map<Reason, Long> rejected = new EnumMap<>(Reason.class);
            rejected.putAll(before.rejectedTotal());
            rejectedBy.forEach((reason, count) -> rejected.merge(reason, (long) count, Long::sum));
            totals = new StoreStatistics(index.size(), before.seriesMax(), before.samples() + samplesDelta,
                    before.bytes() + bytesDelta, before.appendedTotal() + appended + histograms,
                    before.duplicatesTotal() + duplicates + histogramDuplicates, rejected, 0);
        }

        CommitResult result() {
            return new CommitResult(new Taken(appended, duplicates), new Taken(histograms, histogramDuplicates),
                    new Taken(exemplars, exemplarDuplicates), rejectedBy, examples);
        }
    }
}
