package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CardinalityReport;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.HeadStatistics;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.SampleFeeds;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.StoreStatistics;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.catalogue.Cardinality;
import io.binnacle.timeseries.catalogue.SeriesCatalogue;
import io.binnacle.timeseries.catalogue.SeriesLimits;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.event.EventColumns;
import io.binnacle.timeseries.event.EventKind;
import io.binnacle.timeseries.head.Generation;
import io.binnacle.timeseries.log.WriteAheadLog;
import io.binnacle.timeseries.metadata.MetadataTable;
import io.binnacle.timeseries.snapshot.Snapshot;

/**
 * A {@link TimeSeriesStore} on a disk. What a commit acknowledged survives the death of the process; with
 * {@link io.binnacle.timeseries.log.Durability#FSYNC} also that of the machine.
 *
 * <p>A commit goes into the log and into the active {@link Generation}; {@link Housekeeping} seals a generation that is
 * full or old, writes it into {@linkplain io.binnacle.timeseries.block blocks} of a UTC day each, and merges blocks. What a
 * restart finds is put together by {@link Recovery}.
 *
 * <p>Commits follow each other under one lock and have ascending versions; parsing and looking series up happens outside
 * it. A querier holds a {@link View} and a version, and takes no lock.
 */
public final class DurableTimeSeriesStore implements TimeSeriesStore {

    /** A generation may grow to this many times its size while the one before is being written; then commits are refused. */
    private static final int HEADROOM = 2;
    /** A day is over when its last sample may have been on its way for so long. */
    private static final long LATE_MILLIS = 3_600_000;
    /** A series that is sent once an hour is one that goes on. */
    private static final Duration ACTIVE_FOR = Duration.ofHours(1);

    final DurableSettings settings;
    final Disk disk;
    final InstantSource clock;
    final SeriesCatalogue catalogue;
    final KnownSeries known;
    final NewestTimes newest = new NewestTimes();
    final MetadataTable metadata;
    final SeriesLimits limits;
    final LiveSeries live;
    final FeedPlaces feedPlaces;
    final WriteAheadLog log;
    final Problems problems;
    private final Housekeeping housekeeping;

    final ReentrantLock commitLock = new ReentrantLock();
    /**
     * Whether the log since its last cut may hold samples that memory does not: those that blocks held already, or that lost
     * against one in a block. A start would bring them back once they are deleted from the block. Under {@link #commitLock}.
     */
    boolean logHoldsMore;
    private final Commit commit = new Commit(this);
    private final CommitRecord record = new CommitRecord();
    final StoreCounts counts = new StoreCounts();
    private volatile boolean closed;

    /** Guards what is below, and only for a few instructions. */
    private final Object viewLock = new Object();
    private View view;
    private long version;
    /** Version → how many queriers are open on it. */
    private final TreeMap<Long, Integer> open = new TreeMap<>();

    DurableTimeSeriesStore(Recovery recovery) {
        this.settings = recovery.settings;
        this.disk = recovery.disk;
        this.clock = recovery.clock;
        this.known = new KnownSeries(settings.knownSeriesBytesMax());
        this.catalogue = recovery.catalogue;
        this.limits = new SeriesLimits(settings.tenantLimit(), Map.of(), ACTIVE_FOR, clock);
        this.problems = recovery.problems;
        this.metadata = recovery.metadata;
        this.feedPlaces = recovery.feedPlaces;
        long[] newestMillis = recovery.state.newestMillis();
        for (int i = 0; i < newestMillis.length; i++) {
            if (newestMillis[i] != NewestTimes.NONE) {
                newest.set(i, newestMillis[i]);
            }
        }
        Generation first = new Generation();
        this.view = new View(first, null, recovery.blocks, recovery.rollups);
        first.release();
        recovery.releaseBlocks();
        this.version = 1;
        this.live = new LiveSeries(this);
        boolean replayed = false;
        try {
            this.log = recovery.replay(this);
            replayed = true;
        } finally {
            if (!replayed) {
                view.release();
            }
        }
        // What a deletion emptied before the restart is in the catalogue still.
        live.emptied(catalogue.select(List.of()).numbers());
        this.housekeeping = new Housekeeping(this, recovery);
    }

    /** Opens what lies on that disk, or begins there. */
    public static DurableTimeSeriesStore open(Disk disk, DurableSettings settings, InstantSource clock)
            throws IOException {
        return new Recovery(disk, settings, clock, true, DayPolicy.STANDARD).open();
    }

    /** The same without a thread of its own: whoever opens it calls the housekeeping, which does not wait for anything. */
    static DurableTimeSeriesStore openQuiet(Disk disk, DurableSettings settings, InstantSource clock)
            throws IOException {
        return new Recovery(disk, settings, clock, false, DayPolicy.AT_ONCE).open();
    }

    /** What was found damaged, at the start and since; a line each. */
    public List<String> problems() {
        return problems.lines();
    }

    Housekeeping housekeeping() {
        return housekeeping;
    }

    // ---- commits ----------------------------------------------------------------------------------------------------

    @Override
    public Appender appender(Sender sender) {
        requireOpen();
        return new DurableAppender(this, sender);
    }

    private void requireOpen() {
        if (closed) {
            throw new Unavailable("the time series store is closed");
        }
    }

    CommitResult commit(DurableAppender batch) {
        CommitResult result;
        long position;
        long asked = System.nanoTime();
        commitLock.lock();
        try {
            counts.commitWait.done(asked, 0);
            long begun = System.nanoTime();
            requireOpen();
            // Held: a merge may replace the view meanwhile, and its blocks are looked into for late samples.
            View present = holdView();
            try {
                requireRoom(present.active);
                long nowMillis = clock.millis();
                live.sweepIfDue(present, nowMillis);
                commit.check(batch, present, nowMillis);
                position = writeToLog();
                apply(present);
                result = commit.result();
                counts.count(result);
                housekeeping.committed(present.active, nowMillis);
                counts.commits.done(begun, 0);
            } finally {
                present.release();
            }
        } finally {
            commitLock.unlock();
        }
        awaitDurable(position);
        return result;
    }

    private void apply(View present) {
        long next = version() + 1;
        commit.apply(present, next, openVersions());
        commit.publishCreated();
        publish(next);
        live.tell();
    }

    private void requireRoom(Generation active) {
        if (active.weight() >= housekeeping.weightMax(active) * HEADROOM) {
            housekeeping.request();
            if (housekeeping.foundDiskFull()) {
                throw StoreFault.diskFull();
            }
            throw new Overloaded("samples come faster than they can be written to blocks", Duration.ofSeconds(1));
        }
    }

    /** The position in the log up to which it must be durable. */
    private long writeToLog() {
        if (commit.isEmpty()) {
            return 0;
        }
        ByteBuffer bytes = record.write(WriteAheadLog.HEADER_BYTES, commit.created, commit.good, commit.events.beside);
        try {
            return log.append(bytes);
        } catch (IOException e) {
            commit.discardCreated();
            throw StoreFault.of("the log cannot be written", e);
        }
    }

    private void awaitDurable(long position) {
        try {
            log.awaitDurable(position);
        } catch (IOException e) {
            throw StoreFault.of("the log cannot be synced", e);
        }
    }

    /** Damage that a reader came across: told, and named by its file. */
    Corrupt damaged(Block block, Corrupt found) {
        String message = String.valueOf(found.getMessage());
        Corrupt told = message.startsWith(block.path()) ? found : new Corrupt(block.path() + ": " + message, found);
        problems.accept(String.valueOf(told.getMessage()));
        return told;
    }

    @Override
    public long delete(List<Matcher> matchers, long minMillis, long maxMillis) {
        if (matchers.isEmpty()) {
            throw new InvalidInput("matchers", "at least one", "none");
        }
        requireOpen();
        try {
            return housekeeping.delete(catalogue.select(matchers).numbers(), minMillis, maxMillis);
        } catch (IOException e) {
            throw StoreFault.of("the samples cannot all be deleted", e);
        }
    }

    /**
     * Keeps all that was committed before the call in a folder of its own, below {@code snapshots}, while the store goes on.
     * Of what is committed meanwhile some commits may be in it, each whole.
     *
     * @throws InvalidInput the name is none for a folder
     * @throws io.binnacle.kernel.error.Conflict there is one of that name
     * @throws Unavailable the store is closed, or its disk is full or fails; nothing is left of the snapshot
     */
    public Snapshot snapshot(String name) {
        requireOpen();
        try {
            return housekeeping.snapshot(name);
        } catch (IOException e) {
            throw StoreFault.of("the snapshot cannot be made", e);
        }
    }

    /** Those that are complete, by name. One that is damaged is told and left out. */
    public List<Snapshot> snapshots(Consumer<String> damage) {
        requireOpen();
        try {
            return housekeeping.snapshots().list(damage);
        } catch (IOException e) {
            throw StoreFault.of("the snapshots cannot be listed", e);
        }
    }

    /** @throws io.binnacle.kernel.error.NotFound there is none of that name */
    public void deleteSnapshot(String name) {
        requireOpen();
        try {
            housekeeping.deleteSnapshot(name);
        } catch (IOException e) {
            throw StoreFault.of("the snapshot cannot be deleted", e);
        }
    }

    /** Late samples of that day come rarely from now on. */
    boolean isOver(long day) {
        return DayBlock.startMillis(day + 1) + settings.outOfOrderWindow().toMillis() + LATE_MILLIS < clock.millis();
    }

    /** What was appended, for those who follow it. */
    public SampleFeeds feeds() {
        return new LogFeeds(this);
    }

    // ---- readers ----------------------------------------------------------------------------------------------------

    @Override
    public Querier querier(long minMillis, long maxMillis) {
        requireOpen();
        long oldest = clock.millis() - settings.retention().toMillis();
        synchronized (viewLock) {
            requireOpen();
            open.merge(version, 1, Integer::sum);
            view.retain();
            return new DurableQuerier(this, view, version, minMillis, maxMillis, oldest);
        }
    }

    void closed(long querierVersion, View querierView) {
        synchronized (viewLock) {
            open.computeIfPresent(querierVersion, (key, count) -> count == 1 ? null : count - 1);
        }
        querierView.release();
    }

    private long[] openVersions() {
        synchronized (viewLock) {
            long[] versions = new long[open.size()];
            int i = 0;
            for (long one : open.keySet()) {
                versions[i++] = one;
            }
            return versions;
        }
    }

    /** All samples of a series in the range, wherever they lie; for the writer, whose version is not published yet. */
    void readAll(View from, long asOf, int number, long min, long max, SampleColumns into, SampleColumns scratch) {
        int metric = catalogue.metric(number);
        SampleColumns part = new SampleColumns(4);
        for (DayBlock one : from.blocks) {
            if (one.block().minMillis() <= max && one.block().maxMillis() >= min && one.block().holds(number)) {
                part.clear();
                one.block().reader().read(metric, number, min, max, part);
                into.merge(0, part);
            }
        }
        if (from.sealed != null) {
            part.clear();
            from.sealed.read(number, asOf, min, max, part, scratch);
            into.merge(0, part);
        }
        part.clear();
        from.active.read(number, asOf, min, max, part, scratch);
        into.merge(0, part);
    }

    /** The events of that kind and time of a series that are in blocks or on their way there; for the writer. */
    void readWritten(View from, long asOf, int number, EventKind kind, long millis, EventColumns into) {
        int metric = catalogue.metric(number);
        for (DayBlock one : from.blocks) {
            if (one.block().minMillis() <= millis && one.block().maxMillis() >= millis && one.block().holds(number)) {
                one.block().reader().readEvents(metric, number, kind, millis, millis, into);
            }
        }
        if (from.sealed != null) {
            from.sealed.events().read(kind, number, asOf, millis, millis, into);
        }
    }

    /** The present view, held for the caller. */
    View holdView() {
        synchronized (viewLock) {
            view.retain();
            return view;
        }
    }

    /** The view, for the only one who replaces it. */
    View presentView() {
        synchronized (viewLock) {
            return view;
        }
    }

    long version() {
        synchronized (viewLock) {
            return version;
        }
    }

    /** Shows what was done up to that version to those who begin to read. */
    void publish(long newVersion) {
        synchronized (viewLock) {
            version = newVersion;
        }
    }

    Commit commit() {
        return commit;
    }

    /** Puts another view in the place of the present one, made from it. */
    void replaceView(UnaryOperator<View> change) {
        View before;
        synchronized (viewLock) {
            before = view;
            view = change.apply(before);
        }
        before.release();
    }

    @Override
    public SortedMap<String, MetricMetadata> metadata() {
        requireOpen();
        return metadata.all();
    }

    @Override
    public CardinalityReport cardinality(int top, CardinalityReport.Order order) {
        requireOpen();
        return Cardinality.of(catalogue, limits).first(top, order);
    }

    @Override
    public StoreStatistics statistics() {
        int queriers;
        synchronized (viewLock) {
            queriers = open.values().stream().mapToInt(Integer::intValue).sum();
        }
        return ofView(present -> counts.statistics(this, present, catalogueBytes(), queriers));
    }

    @Override
    public Optional<HeadStatistics> head() {
        return Optional.of(ofView(present -> counts.head(present, problems.damaged())));
    }

    /** How far each bound is used up; cheap enough to be asked every second. */
    public DurableStatistics boundStatistics() {
        return ofView(present -> counts.bounds(this, present, housekeeping.headAgeMillis()));
    }

    private <T> T ofView(Function<View, T> reading) {
        View present = holdView();
        try {
            return reading.apply(present);
        } finally {
            present.release();
        }
    }

    /** What each tenant has of what it may have, by name. */
    public List<SeriesLimits.TenantSeries> tenants() {
        commitLock.lock();
        try {
            limits.advance();
            return limits.tenants();
        } finally {
            commitLock.unlock();
        }
    }

    public DurableSettings settings() {
        return settings;
    }

    private long catalogueBytes() {
        try {
            return catalogue.statistics().diskBytes();
        } catch (IOException e) {
            throw StoreFault.of("the series' file cannot be asked for its size", e);
        }
    }

    @Override
    public void close() {
        commitLock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            commitLock.unlock();
        }
        housekeeping.close();
        try (Closer open = new Closer()) {
            open.add(catalogue);
            open.add(log);
        } catch (IOException | RuntimeException e) {
            throw new Unavailable("the time series store did not close well: " + e, e);
        } finally {
            view.release();
        }
    }
}
