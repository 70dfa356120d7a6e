package io.binnacle.timeseries.catalogue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.LabelChoice;
import io.binnacle.timeseries.disk.Disk;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which series exist: their numbers, their labels, and the index that finds them by matchers. It is shared by all of
 * time; blocks know series by number only.
 *
 * <p>A series goes through three steps: {@link #create} gives it a number, which nobody else sees yet; {@link #publish}
 * makes it visible, {@link #discard} takes it back; {@link #persist} writes it to disk. Until then only the caller's log
 * can bring it back, by {@link #restore}.
 *
 * <p>Threads: create, publish, discard and restore are the writer's, one thread at a time. Everything else is for any
 * thread beside it, and no reader ever waits. A number that was published is never given to another series.
 */
public final class SeriesCatalogue implements AutoCloseable {

    /** What {@link #find} says when there is no such series. */
    public static final int NOT_FOUND = SeriesTables.NOT_FOUND;
    /** The metric's number of a series without a metric name. */
    public static final int NO_METRIC = 0;

    private final SeriesFile file;
    private final Consumer<String> problems;
    /** The writer and {@link #forget} exclude each other for a moment, by the first, changes of the file by the second. */
    private final Object writing = new Object();
    private final Object filing = new Object();
    private volatile SeriesTables tables;
    /** Published series that are not in the file yet, in the order of publication; under {@link #writing}. */
    private int[] unwritten = new int[64];
    private int unwrittenCount;
    private volatile long forgotten;

    private SeriesCatalogue(SeriesFile file, Consumer<String> problems, SeriesTables tables) {
        this.file = file;
        this.problems = problems;
        this.tables = tables;
    }

    /**
     * Opens the catalogue of that folder, which is created when it is missing. Series of a damaged page are left out,
     * their numbers stay taken.
     *
     * @param problems is told what is damaged, now and in {@link #restore}
     * @throws IOException the disk fails, or the file is of a newer version; never for damage
     */
    public static SeriesCatalogue open(Disk disk, String folder, Consumer<String> problems) throws IOException {
        SeriesFile file = SeriesFile.open(disk, folder, problems);
        try {
            SeriesTables tables = new SeriesTables(0);
            file.read(tables);
            tables.publish();
            return new SeriesCatalogue(file, problems, tables);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Reads the catalogue of that folder, checks every checksum and changes nothing, so that it may be in use elsewhere.
     *
     * @throws IOException the disk fails, or the file is of a newer version; never for damage
     */
    public static CatalogueStatistics verify(Disk disk, String folder, Consumer<String> problems) throws IOException {
        SeriesTables tables = new SeriesTables(0);
        try (SeriesFile file = SeriesFile.openReadOnly(disk, folder, problems)) {
            if (file == null) {
                return new CatalogueStatistics(0, 0, 0, 0);
            }
            file.read(tables);
            tables.publish();
            return new CatalogueStatistics(tables.all().getCardinality(), tables.values.size(), file.bytes(),
                    tables.memoryBytes());
        }
    }

    /** The number of the published series with these labels, or {@link #NOT_FOUND}. */
    public int find(Labels labels) {
        SeriesTables now = tables;
        return now.find(labels, now.published());
    }

    /**
     * The number of the series with these labels, published or not: a new one, the next, when there is none. Writer only.
     *
     * @throws InvalidInput a label holds half a character, which no file could keep
     */
    public int create(Labels labels) {
        synchronized (writing) {
            SeriesTables now = tables;
            int series = now.find(labels, Integer.MAX_VALUE);
            if (series == NOT_FOUND) {
                series = now.sets.next();
                now.add(series, labels);
            }
            return series;
        }
    }

    /**
     * Says again what was created before the program ended: that series has these labels. Does nothing when it is known.
     * The series is visible after the next {@link #publish}, which all restoring must come before. Writer only.
     */
    public void restore(int series, Labels labels) {
        synchronized (writing) {
            SeriesTables now = tables;
            if (!now.sets.has(series)) {
                now.add(series, labels);
            } else if (!now.labels(series).equals(labels)) {
                problems.accept("series " + series + " is " + now.labels(series) + " and was to be " + labels
                        + "; it stays what it is");
            }
        }
    }

    /** Numbers below it are not given to new series: for numbers that are in use elsewhere. Writer only. */
    public void reserve(int series) {
        synchronized (writing) {
            tables.sets.reserve(series);
        }
    }

    /** Makes the series that were created or restored since the last call visible to everybody. Writer only. */
    public void publish() {
        synchronized (writing) {
            int[] added = tables.publish();
            if (unwrittenCount + added.length > unwritten.length) {
                unwritten = Arrays.copyOf(unwritten, Math.max(unwrittenCount + added.length, unwritten.length * 2));
            }
            System.arraycopy(added, 0, unwritten, unwrittenCount, added.length);
            unwrittenCount += added.length;
        }
    }

    /** Takes back the series that were created since the last {@link #publish}; their numbers are free again. Writer only. */
    public void discard() {
        synchronized (writing) {
            tables.discard();
        }
    }

    /** Whether there is a series of that number, published or not. */
    public boolean has(int series) {
        return tables.sets.has(series);
    }

    /** Whether there is a series of that number, published and not forgotten. */
    public boolean isPublished(int series) {
        return tables.all().contains(series);
    }

    /** The labels of a series. Those of a forgotten one can be had until others are forgotten. */
    public Labels labels(int series) {
        return tables.labels(series);
    }

    /** The number of the series' metric: of its name among all texts, the same for all series of that name. */
    public int metric(int series) {
        return tables.sets.metric(series);
    }

    /** The name of a metric; empty for {@link #NO_METRIC}. */
    public String metricName(int metric) {
        return tables.values.text(metric);
    }

    /** How many series are published. */
    public int size() {
        return tables.all().getCardinality();
    }

    /** One more than the largest number that was published. */
    public int nextSeries() {
        return tables.published();
    }

    /** How often series were forgotten. When it has changed, numbers that were found before must be found anew. */
    public long forgotten() {
        return forgotten;
    }

    /** The published series that all matchers match; all series when there are no matchers. */
    public SeriesSet select(List<Matcher> matchers) {
        SeriesTables now = tables;
        return new SeriesSet(new Selection(now).select(matchers), now);
    }

    /** A new grouping of series that have been published. */
    public SeriesGroups groups(LabelChoice choice) {
        return new SeriesGroups(tables, choice);
    }

    /** The names of labels that these series have, in order, each once; of those series that are present. */
    public List<String> labelNames(SeriesSet of, Presence presence) {
        return new LabelListing(of, presence).names();
    }

    /** The values that the label of that name has in these series, as {@link #labelNames}. */
    public List<String> labelValues(String name, SeriesSet of, Presence presence) {
        return new LabelListing(of, presence).values(name);
    }

    /**
     * Writes the series that were published and not yet written, and syncs: all series that were published before the
     * call survive a power cut when it returns. After a failure the next call tries again.
     */
    public void persist() throws IOException {
        synchronized (filing) {
            SeriesTables now;
            int[] series;
            synchronized (writing) {
                now = tables;
                series = Arrays.copyOf(unwritten, unwrittenCount);
            }
            if (series.length == 0) {
                file.settle();
                return;
            }
            Arrays.sort(series);
            file.append(now, series);
            written(series.length);
        }
    }

    private void written(int count) {
        synchronized (writing) {
            unwrittenCount -= count;
            System.arraycopy(unwritten, count, unwritten, 0, unwrittenCount);
        }
    }

    /**
     * Removes series that have no sample anywhere, from the file and then from memory; numbers of others stay. Whoever
     * appends must see to it that none of them gets a sample meanwhile. After a failure nothing is forgotten. A
     * {@link #persist} must follow before the rest is safe from a power cut.
     *
     * @param dead is not changed
     */
    public void forget(RoaringBitmap dead) throws IOException {
        synchronized (filing) {
            SeriesTables before;
            int taken;
            synchronized (writing) {
                before = tables;
                taken = unwrittenCount;
            }
            RoaringBitmap rest = RoaringBitmap.andNot(before.all(), dead);
            file.rewrite(before, rest.toArray());
            synchronized (writing) {
                tables = before.without(dead.clone());
                forgotten++;
                written(taken);
            }
        }
    }

    public CatalogueStatistics statistics() throws IOException {
        SeriesTables now = tables;
        return new CatalogueStatistics(now.all().getCardinality(), now.values.size(), file.bytes(), now.memoryBytes());
    }

    SeriesTables tables() {
        return tables;
    }

    /** The part of the memory that texts take: shared by all series that carry them. */
    long symbolBytes() {
        return tables.names.memoryBytes() + tables.values.memoryBytes();
    }

    /** What was not persisted is lost. */
    @Override
    public void close() throws IOException {
        synchronized (filing) {
            file.close();
        }
    }
}
