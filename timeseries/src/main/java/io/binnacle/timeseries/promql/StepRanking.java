package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

import io.binnacle.kernel.label.Labels;

/**
 * The k numbers that come first at each step, of those that one column after another has there, and whose they are: so k numbers a
 * step are held, however many columns there are. Of equal ones, that of the earlier column comes first.
 *
 * <p>A step has a heap whose root comes last, with its slots in the {@linkplain Row rows}: rows are made when a step needs them.
 */
final class StepRanking implements GroupedScan.Group<StepRanking> {

    private final Order order;
    /** By step: k. */
    private final int[] most;
    private final QueryContext context;
    private final int[] counts;
    private final List<Row> rows = new ArrayList<>();

    /** @param ks by step how many numbers are kept */
    StepRanking(Order order, double[] ks, QueryContext context) {
        this.order = order;
        this.most = Arrays.stream(ks).mapToInt(k -> Math.clamp((long) k, 0, Integer.MAX_VALUE)).toArray();
        this.context = context;
        this.counts = new int[ks.length];
    }

    /** What comes first. */
    enum Order {
        GREATEST, LEAST, EARLIEST;

        static Order of(String operator) {
            return switch (operator) {
                case "topk" -> GREATEST;
                case "bottomk" -> LEAST;
                default -> EARLIEST;
            };
        }
    }

    /** One slot of the heaps of all steps. */
    @SuppressWarnings("ArrayRecordComponent") // columns; never compared
    private record Row(double[] values, int[] places) {}

    @Override
    public void add(int place, double[] values) {
        for (int step = 0; step < counts.length; step++) {
            if (!Value.Column.isAbsent(values[step])) {
                offer(step, place, values[step]);
            }
        }
    }

    @Override
    public void movePlaces(int before) {
        for (Row row : rows) {
            for (int step = 0; step < counts.length; step++) {
                row.places[step] += before;
            }
        }
    }

    @Override
    public void addAll(StepRanking later) {
        for (int slot = 0; slot < later.rows.size(); slot++) {
            Row row = later.rows.get(slot);
            for (int step = 0; step < counts.length; step++) {
                if (slot < later.counts[step]) {
                    offer(step, row.places[step], row.values[step]);
                }
            }
        }
    }

    private void offer(int step, int place, double value) {
        int count = counts[step];
        if (count < most[step]) {
            if (count == rows.size()) {
                context.hold(rowSamples());
                rows.add(new Row(new double[counts.length], new int[counts.length]));
            }
            counts[step]++;
            rise(step, count, place, value);
        } else if (count > 0 && comesAfter(step, 0, place, value)) {
            sink(step, place, value);
        }
    }

    /** What a row takes, in samples: a place is half as large as a number. */
    private long rowSamples() {
        return counts.length + counts.length / 2L;
    }

    /** Fills the last slot of the heap. */
    private void rise(int step, int last, int place, double value) {
        int slot = last;
        while (slot > 0 && !comesAfter(step, (slot - 1) / 2, place, value)) {
            move(step, (slot - 1) / 2, slot);
            slot = (slot - 1) / 2;
        }
        put(step, slot, place, value);
    }

    /** Replaces the root of the heap. */
    private void sink(int step, int place, double value) {
        int slot = 0;
        while (2 * slot + 1 < counts[step]) {
            int child = 2 * slot + 1;
            Row first = rows.get(child);
            if (child + 1 < counts[step] && comesAfter(step, child + 1, first.places[step], first.values[step])) {
                child++;
            }
            if (!comesAfter(step, child, place, value)) {
                break;
            }
            move(step, child, slot);
            slot = child;
        }
        put(step, slot, place, value);
    }

    private boolean comesAfter(int step, int slot, int place, double value) {
        Row row = rows.get(slot);
        return compare(row.values[step], row.places[step], value, place) > 0;
    }

    private int compare(double left, int leftPlace, double right, int rightPlace) {
        int byValue = order == Order.EARLIEST ? 0 : SortFunctions.compare(left, right, order == Order.GREATEST);
        return byValue == 0 ? Integer.compare(leftPlace, rightPlace) : byValue;
    }

    private void move(int step, int from, int to) {
        put(step, to, rows.get(from).places[step], rows.get(from).values[step]);
    }

    private void put(int step, int slot, int place, double value) {
        Row row = rows.get(slot);
        row.places[step] = place;
        row.values[step] = value;
    }

    /**
     * A column of each series that has a number left, in the order of their places; of one instant in order of rank. To be called
     * last.
     */
    Collection<ResultColumn> columns(IntFunction<Labels> labels) {
        int steps = counts.length;
        Map<Integer, ResultColumn> byPlace = steps == 1 ? new LinkedHashMap<>() : new TreeMap<>();
        for (int step = 0; step < steps; step++) {
            int at = step;
            Iterable<Row> kept = steps == 1 ? ranked() : rows.subList(0, counts[step]);
            for (Row row : kept) {
                byPlace.computeIfAbsent(row.places[at], place -> {
                    context.hold(steps);
                    return new ResultColumn(labels.apply(place), steps);
                }).put(at, row.values[at]);
            }
        }
        context.release(rows.size() * rowSamples());
        rows.clear();
        return byPlace.values();
    }

    /** What is left of the only step, the first first. */
    private List<Row> ranked() {
        List<Row> ranked = new ArrayList<>(rows);
        ranked.sort((left, right) -> compare(left.values[0], left.places[0], right.values[0], right.places[0]));
        return ranked;
    }
}
