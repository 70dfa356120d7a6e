package io.binnacle.timeseries.durable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Exemplar;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.SeriesExemplars;
import io.binnacle.timeseries.SeriesReader;
import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.catalogue.SeriesSet;
import io.binnacle.timeseries.event.EventColumns;
import io.binnacle.timeseries.event.EventKind;
import io.binnacle.timeseries.event.ExemplarCodec;
import io.binnacle.timeseries.event.ExemplarRoom;
import io.binnacle.timeseries.rollup.WindowSpan;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/** Reads one {@link View} as of one version. */
final class DurableQuerier implements Querier {

    private final DurableTimeSeriesStore store;
    private final View view;
    private final long version;
    private final long askedMinMillis;
    private final long oldestMillis;
    private final long maxMillis;
    private final QueryView range;
    /** Of the querier's own thread. */
    private final DurableReader own;
    private boolean closed;

    DurableQuerier(DurableTimeSeriesStore store, View view, long version, long minMillis, long maxMillis,
            long oldestMillis) {
        this.store = store;
        this.view = view;
        this.version = version;
        this.askedMinMillis = minMillis;
        this.oldestMillis = oldestMillis;
        this.maxMillis = maxMillis;
        this.range = QueryView.of(store, view, version, minMillis, maxMillis, oldestMillis);
        this.own = new DurableReader(range);
    }

    @Override
    public List<Series> select(List<Matcher> matchers) {
        List<Series> found = new ArrayList<>();
        for (long key : mayHave(matchers).orderKeys()) {
            if (hasSamples(key)) {
                found.add(new DurableSeries(own, SeriesSet.metric(key), SeriesSet.series(key)));
            }
        }
        return found;
    }

    /** By metric, then by number: the order of blocks, so that pages are read one after the other. */
    @Override
    public List<Series> candidates(List<Matcher> matchers) {
        long[] keys = mayHave(matchers).orderKeys();
        List<Series> found = new ArrayList<>(keys.length);
        for (long key : keys) {
            found.add(new DurableSeries(own, SeriesSet.metric(key), SeriesSet.series(key)));
        }
        return found;
    }

    /** The series that match and that a block of the range, or memory, has samples or events of. */
    private SeriesSet mayHave(List<Matcher> matchers) {
        SeriesSet matched = store.catalogue.select(range.isEmpty() ? List.of() : matchers);
        RoaringBitmap present = new RoaringBitmap();
        if (range.isEmpty()) {
            return matched.only(present);
        }
        for (DayBlock one : range.blocks()) {
            present.or(RoaringBitmap.and(one.block().seriesNumbers(), matched.numbers()));
        }
        IntIterator others = matched.without(present).numbers().getIntIterator();
        RoaringBitmap recent = new RoaringBitmap();
        while (others.hasNext()) {
            int number = others.next();
            if (range.mayBeRecent(number)) {
                recent.add(number);
            }
        }
        present.or(recent);
        return matched.only(present);
    }

    @Override
    public SeriesReader reader() {
        return new DurableReader(range);
    }

    @Override
    public SortedSet<String> labelNames(List<Matcher> matchers) {
        SeriesSet series = mayHave(matchers);
        RoaringBitmap sure = surely(series);
        SortedSet<String> names = store.catalogue.labelNames(series.only(sure));
        for (long key : series.without(sure).orderKeys()) {
            Set<String> its = store.catalogue.labels(SeriesSet.series(key)).toMap().keySet();
            if (!names.containsAll(its) && hasSamples(key)) {
                names.addAll(its);
            }
        }
        return names;
    }

    @Override
    public SortedSet<String> labelValues(String name, List<Matcher> matchers) {
        List<Matcher> withName = new ArrayList<>(matchers);
        withName.add(new Matcher(name, Matcher.Operator.NOT_EQUAL, ""));
        SeriesSet series = mayHave(withName);
        RoaringBitmap sure = surely(series);
        SortedSet<String> values = store.catalogue.labelValues(name, series.only(sure));
        int valuesMax = store.catalogue.labelValues(name, series).size();
        // Most values are had by many series: a few of these tell.
        for (long key : series.without(sure).orderKeys()) {
            if (values.size() == valuesMax) {
                break;
            }
            String value = series.value(SeriesSet.series(key), name);
            if (value != null && !values.contains(value) && hasSamples(key)) {
                values.add(value);
            }
        }
        return values;
    }

    /** Those of which a block that lies in the range with all its samples has some. */
    private RoaringBitmap surely(SeriesSet of) {
        RoaringBitmap sure = new RoaringBitmap();
        for (DayBlock one : range.blocks()) {
            Block block = one.block();
            if (range.minMillis() <= block.minMillis() && block.maxMillis() <= range.maxMillis()) {
                sure.or(RoaringBitmap.andNot(RoaringBitmap.and(block.seriesNumbers(), of.numbers()),
                        block.seriesWithoutSamples()));
            }
        }
        return sure;
    }

    private boolean hasSamples(long key) {
        return own.hasSamples(SeriesSet.metric(key), SeriesSet.series(key));
    }

    @Override
    public List<Series> select(List<Matcher> matchers, Rollup rollup) {
        // Whoever asks for all of time gets what there can be.
        long now = store.clock.millis();
        long min = Math.max(askedMinMillis, pointsSinceMillis(rollup.resolution()));
        long max = Math.min(maxMillis,
                now + store.settings.futureTolerance().toMillis() + rollup.resolution().millis());
        List<Series> found = new ArrayList<>();
        WindowSpan span = WindowSpan.of(rollup, min, max);
        if (span.isEmpty()) {
            return found;
        }
        for (long key : store.catalogue.select(matchers).orderKeys()) {
            int metric = SeriesSet.metric(key);
            int number = SeriesSet.series(key);
            if (own.hasPoints(metric, number, span)) {
                found.add(new RolledSeries(own, metric, number, span));
            }
        }
        return found;
    }

    @Override
    public long samplesSinceMillis() {
        long since = Long.MIN_VALUE;
        for (RollupDay one : view.rollups) {
            if (one.isFinal()) {
                since = Math.max(since, one.endMillis());
            } else if (one.endMillis() <= oldestMillis) {
                since = Math.max(since, oldestMillis);
            }
        }
        return since;
    }

    @Override
    public long pointsSinceMillis(Resolution resolution) {
        return store.clock.millis() - store.settings.rollups().of(resolution).toMillis();
    }

    @Override
    public List<SeriesExemplars> exemplars(List<Matcher> matchers, int exemplarsMax) {
        List<SeriesExemplars> found = new ArrayList<>();
        ExemplarRoom room = new ExemplarRoom(exemplarsMax);
        for (long key : store.catalogue.select(matchers).orderKeys()) {
            int number = SeriesSet.series(key);
            EventColumns events = own.events(number, EventKind.EXEMPLAR, range.minMillis(), maxMillis, room.left());
            room.take(events.count());
            if (events.count() > 0) {
                List<Exemplar> exemplars = new ArrayList<>();
                for (int i = 0; i < events.count(); i++) {
                    exemplars.add(ExemplarCodec.decode(events.times()[i], events.payloads()[i]));
                }
                found.add(new SeriesExemplars(store.catalogue.labels(number), exemplars));
            }
        }
        return found;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            store.closed(version, view);
        }
    }
}
