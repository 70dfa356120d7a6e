package io.binnacle.timeseries.promql;

import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Value.Column;

/** The newest number as seen from each step, unless it is too old or a stale marker; which one it is depends on times alone. */
final class InstantColumn implements ColumnMaker {

    private final long[] references;
    private final long lookback;
    private final SameTimes same = new SameTimes();
    /** By step: which number; -1 for none. */
    private final int[] places;

    InstantColumn(long[] references, long lookback) {
        this.references = references;
        this.lookback = lookback;
        this.places = new int[references.length];
    }

    @Override
    public boolean make(Series series, SampleBuffer samples, double[] values) {
        if (!same.as(samples)) {
            place(samples);
        }
        double[] numbers = samples.values();
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            double value = places[i] < 0 ? Column.ABSENT : numbers[places[i]];
            values[i] = value;
            any |= !Column.isAbsent(value);
        }
        return any;
    }

    private void place(SampleBuffer samples) {
        long[] times = samples.times();
        int size = samples.size();
        int next = 0;
        for (int i = 0; i < places.length; i++) {
            while (next < size && times[next] <= references[i]) {
                next++;
            }
            places[i] = next > 0 && times[next - 1] > references[i] - lookback ? next - 1 : -1;
        }
    }
}
