package io.binnacle.timeseries.durable;

import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Exemplar;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.SeriesExemplars;
import io.binnacle.timeseries.SeriesReader;
import io.binnacle.timeseries.catalogue.Presence;
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
        SeriesSet matched = matched(matchers);
        return matched.only(mayHave(matched.numbers()));
    }

    private SeriesSet matched(List<Matcher> matchers) {
        SeriesSet matched = store.catalogue.select(range.isEmpty() ? List.of() : matchers);
        return range.isEmpty() ? matched.only(new RoaringBitmap()) : matched;
    }

    private RoaringBitmap mayHave(RoaringBitmap these) {
        RoaringBitmap present = new RoaringBitmap();
        for (DayBlock one : range.blocks()) {
            present.or(RoaringBitmap.and(one.block().seriesNumbers(), these));
        }
        IntIterator others = RoaringBitmap.andNot(these, present).getIntIterator();
        RoaringBitmap recent = new RoaringBitmap();
        while (others.hasNext()) {
            int number = others.next();
            if (range.mayBeRecent(number)) {
                recent.add(number);
            }
        }
        present.or(recent);
        return present;
    }

    @Override
    public SeriesReader reader() {
        return new DurableReader(range);
    }

    @Override
    public List<String> labelNames(List<Matcher> matchers) {
        return store.catalogue.labelNames(matched(matchers), new InRange());
    }

    @Override
    public List<String> labelValues(String name, List<Matcher> matchers) {
        return store.catalogue.labelValues(name, matched(matchers), new InRange());
    }

    /** The series that have samples in the range. */
    private final class InRange implements Presence {

        @Override
        public RoaringBitmap sure() {
            return own.surelyWithSamples();
        }

        @Override
        public boolean has(int series) {
            return own.hasSamples(store.catalogue.metric(series), series);
        }

        @Override
        public RoaringBitmap among(RoaringBitmap series) {
            return mayHave(series);
        }
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
    public boolean keepsPoints(Resolution resolution) {
        for (RollupDay one : view.rollups) {
            if (one.resolution() == resolution && one.endMillis() > askedMinMillis
                    && one.day() <= DayBlock.dayOf(maxMillis)) {
                return true;
            }
        }
        return false;
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
