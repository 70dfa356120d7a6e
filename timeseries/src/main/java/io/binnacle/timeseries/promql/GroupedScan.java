package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.SeriesGrouping;
import io.binnacle.timeseries.promql.Expression.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the columns of {@link SeriesColumns} one after the other and gives each to its group, which keeps of it what it needs. It
 * knows numbers only.
 */
final class GroupedScan<G extends GroupedScan.Group<G>> {

    /** Each part has all its groups. */
    private static final int PARTS_MAX = 4;

    private final Aggregate aggregate;
    private final SeriesColumns columns;
    private final int size;
    private final Function<QueryContext, G> begin;
    private final AtomicBoolean histograms = new AtomicBoolean();
    /** How many columns there were. */
    private int made;

    /** @param begin makes a group of a part, which looks at the query through that context alone */
    GroupedScan(Aggregate aggregate, SeriesColumns columns, int size, Function<QueryContext, G> begin) {
        this.aggregate = aggregate;
        this.columns = columns;
        this.size = size;
        this.begin = begin;
    }

    /** What is made of the columns of one group. */
    interface Group<G> {

        /**
         * Takes the next column.
         *
         * @param place of its series in the part
         * @param values to be copied from; others the next time
         */
        void add(int place, double[] values);

        /** From now on places are those among all series: so many came before the part. */
        void movePlaces(int before);

        /** Adds what the same group became in a part that comes later. */
        void addAll(G later);
    }

    /** The groups by their labels; null when there are histograms, or labels that only {@link Aggregation} looks at. */
    @Nullable
    Map<Labels, G> run(List<Series> series, QueryContext context) {
        List<Part> parts = new SeriesScan(context).run(series, PARTS_MAX, Part::new);
        if (histograms.get()) {
            return null;
        }
        Map<Labels, G> groups = new LinkedHashMap<>();
        int placesBefore = 0;
        for (Part part : parts) {
            if (columns.renames() && (part.grouping.hasMet("__type__") || part.grouping.hasMet("__unit__"))) {
                return null;
            }
            made += part.made;
            for (int i = 0; i < part.groups.size(); i++) {
                G ofPart = part.groups.get(i);
                ofPart.movePlaces(placesBefore);
                G same = groups.putIfAbsent(part.grouping.labels(i), ofPart);
                if (same != null) {
                    same.addAll(ofPart);
                }
            }
            placesBefore += part.visited;
        }
        return groups;
    }

    int made() {
        return made;
    }

    private final class Part implements SeriesScan.Part {

        private final QueryContext own;
        private final ColumnMaker maker;
        private final SeriesGrouping grouping;
        private final SampleBuffer buffer = new SampleBuffer();
        private final double[] values = new double[size];
        private final List<G> groups = new ArrayList<>();
        private int visited;
        private int made;

        Part(QueryContext own) {
            this.own = own;
            this.maker = columns.makers().apply(own);
            this.grouping = own.reader().grouping(new Grouping(aggregate).choice(columns.renames()));
        }

        @Override
        public void visit(Series series) {
            int place = visited++;
            if (histograms.get()) {
                return;
            }
            buffer.load(series, columns.source().minMillis(), columns.source().maxMillis(), own);
            if (buffer.histogramSize() > 0) {
                histograms.set(true);
                return;
            }
            if (columns.ofRange()) {
                buffer.dropAbsent();
            }
            if (!buffer.isEmpty() && maker.make(series, buffer, values)) {
                int group = grouping.group(series);
                if (group == groups.size()) {
                    own.requireRoom((long) size * (groups.size() + 1));
                    groups.add(begin.apply(own));
                }
                groups.get(group).add(place, values);
                made++;
            }
        }
    }
}
