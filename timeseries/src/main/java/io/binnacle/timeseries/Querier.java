package io.binnacle.timeseries;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Matcher;

/**
 * A consistent view of a store's samples in one range of time. Belongs to one thread; what it returned must not be used
 * after {@link #close()}.
 */
public interface Querier extends AutoCloseable {

    /**
     * The series with at least one sample, float or native histogram, in the range that all matchers match; no matcher matches all series. Each
     * label set comes once; the order means nothing, but is the same whenever the same querier is asked again.
     *
     * @throws Overloaded more series match than the store hands out at once
     */
    List<Series> select(List<Matcher> matchers);

    /**
     * As {@link #select}, but there may be series among them that have no sample in the range: for whoever reads the samples
     * anyway and need not be told beforehand.
     */
    default List<Series> candidates(List<Matcher> matchers) {
        return select(matchers);
    }

    /** A new reader of the series that this querier hands out, for one thread, whichever. */
    SeriesReader reader();

    /**
     * The series of points whose windows end in the querier's range, made of samples before it where a window, or the step of a
     * counter, begins before it. Points are found as long as the store keeps them, which may be longer than samples; the
     * oldest window may be cut by the end of the samples' time. A series may have no point, when all its samples are stale markers.
     */
    List<Series> select(List<Matcher> matchers, Rollup rollup);

    /** Samples before this time are gone, and perhaps some points are left of them. */
    long samplesSinceMillis();

    /** Points before this time are gone. */
    long pointsSinceMillis(Resolution resolution);

    /**
     * Whether points of that resolution are kept for some of the querier's range. Where there are none they are made of the samples
     * when they are asked for, which costs more than to read these.
     */
    boolean keepsPoints(Resolution resolution);

    /**
     * The label names of the series that {@link #select} would return, in order, each once; may be asked without reading a
     * sample.
     */
    default List<String> labelNames(List<Matcher> matchers) {
        NavigableSet<String> names = new TreeSet<>();
        for (Series series : select(matchers)) {
            for (Label label : series.labels()) {
                names.add(label.name());
            }
        }
        return List.copyOf(names);
    }

    /** The values of that label among the series that {@link #select} would return, in order, each once. */
    default List<String> labelValues(String name, List<Matcher> matchers) {
        NavigableSet<String> values = new TreeSet<>();
        for (Series series : select(matchers)) {
            series.labels().find(name).ifPresent(values::add);
        }
        return List.copyOf(values);
    }

    /**
     * The exemplars in the range of the series that all matchers match, whether {@link #select} returns them or not. Each
     * series comes once, in no order that means anything.
     *
     * @param exemplarsMax how many the caller has room for
     * @throws Overloaded there are more
     * @throws Corrupt stored bytes are damaged
     */
    List<SeriesExemplars> exemplars(List<Matcher> matchers, int exemplarsMax);

    @Override
    void close();
}
