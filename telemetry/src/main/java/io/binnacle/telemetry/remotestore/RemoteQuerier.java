package io.binnacle.telemetry.remotestore;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.SeriesExemplars;
import io.binnacle.timeseries.SeriesReader;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.memory.MemoryReader;
import io.binnacle.timeseries.rollup.PointSeries;
import io.binnacle.timeseries.rollup.WindowSpan;

/**
 * Reads a range that the near store cannot answer alone. A selection is fetched as a whole when it is asked for; whoever asked
 * has it as long as he needs it.
 */
final class RemoteQuerier implements Querier {

    private final Remote remote;
    private final TimeSeriesStore nearStore;
    private final Querier near;
    private final TimeRange asked;
    /** What the other server is asked for at most. */
    private final TimeRange there;

    /** The other server, as a querier needs it. */
    record Remote(RemoteStoreSettings settings, SampleSource samples, NameSource names) {}

    RemoteQuerier(Remote remote, TimeSeriesStore nearStore, TimeRange asked, TimeRange there) {
        this.remote = remote;
        this.nearStore = nearStore;
        this.near = nearStore.querier(asked.minMillis(), asked.maxMillis());
        this.asked = asked;
        this.there = there;
    }

    @Override
    public List<Series> select(List<Matcher> matchers) {
        return List.copyOf(fetch(matchers, asked, near).series());
    }

    private FetchedSamples fetch(List<Matcher> matchers, TimeRange range, Querier nearOfRange) {
        FetchedSamples into = new FetchedSamples(remote.settings(), range);
        TimeRange fromThere = range.and(there);
        if (!fromThere.isEmpty()) {
            remote.samples().read(withOwn(matchers), fromThere.minMillis(), fromThere.maxMillis(), into);
        }
        SeriesReader reader = nearOfRange.reader();
        SampleColumns floats = new SampleColumns();
        for (Series series : nearOfRange.select(matchers)) {
            floats.clear();
            reader.read(series, range.minMillis(), range.maxMillis(), floats);
            into.series(series.labels());
            into.add(floats, reader.histograms(series, range.minMillis(), range.maxMillis()));
        }
        return into;
    }

    private List<Matcher> withOwn(List<Matcher> matchers) {
        List<Matcher> all = new ArrayList<>(matchers);
        all.add(Matcher.equal(remote.settings().own().name(), remote.settings().own().value()));
        return all;
    }

    @Override
    public List<Series> select(List<Matcher> matchers, Rollup rollup) {
        TimeRange bounded = asked.and(new TimeRange(there.minMillis(), Long.MAX_VALUE / 2));
        if (bounded.isEmpty()) {
            return List.of();
        }
        WindowSpan span = WindowSpan.of(rollup, bounded.minMillis(), bounded.maxMillis());
        TimeRange range = new TimeRange(span.samplesFromMillis(), bounded.maxMillis());
        List<Series> found = new ArrayList<>();
        try (Querier nearOfRange = nearStore.querier(range.minMillis(), range.maxMillis())) {
            for (FetchedSeries series : fetch(matchers, range, nearOfRange).series()) {
                PointSeries.of(series.labels(), series.floats(), rollup, asked.minMillis(), asked.maxMillis())
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    @Override
    public SeriesReader reader() {
        return new MemoryReader();
    }

    @Override
    public List<String> labelNames(List<Matcher> matchers) {
        NavigableSet<String> names = new TreeSet<>(near.labelNames(matchers));
        TimeRange fromThere = asked.and(there);
        if (!fromThere.isEmpty()) {
            names.addAll(remote.names().names(withOwn(matchers), fromThere.minMillis(), fromThere.maxMillis()));
            names.remove(remote.settings().own().name());
        }
        return List.copyOf(names);
    }

    @Override
    public List<String> labelValues(String name, List<Matcher> matchers) {
        NavigableSet<String> values = new TreeSet<>(near.labelValues(name, matchers));
        TimeRange fromThere = asked.and(there);
        if (!fromThere.isEmpty() && !name.equals(remote.settings().own().name())) {
            values.addAll(remote.names().values(name, withOwn(matchers), fromThere.minMillis(),
                    fromThere.maxMillis()));
        }
        return List.copyOf(values);
    }

    /** Those of the near store: it has them for longer than other servers do, which keep the last ones in memory. */
    @Override
    public List<SeriesExemplars> exemplars(List<Matcher> matchers, int exemplarsMax) {
        return near.exemplars(matchers, exemplarsMax);
    }

    @Override
    public long samplesSinceMillis() {
        return there.minMillis();
    }

    @Override
    public boolean keepsPoints(Resolution resolution) {
        return false;
    }

    /** They are made of samples. */
    @Override
    public long pointsSinceMillis(Resolution resolution) {
        return there.minMillis();
    }

    @Override
    public void close() {
        near.close();
    }
}
