package io.binnacle.timeseries.promql;

import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Value.Column;

/** What a kernel makes of the range at each step. */
final class KernelColumn implements ColumnMaker {

    /** A kernel may take a millisecond a step: so it is asked often enough whether anybody waits. */
    private static final int STEPS_A_CHECK = 128;

    private final RangeWindow window;
    private final RangeKernel kernel;
    private final RangeCall call;

    KernelColumn(RangeWindow window, RangeKernel kernel, RangeCall call) {
        this.window = window;
        this.kernel = kernel;
        this.call = call;
    }

    @Override
    public boolean make(Series series, SampleBuffer samples, double[] values) {
        call.begin(series::labels);
        RangeSeries range = new RangeSeries(samples, window);
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            if (i % STEPS_A_CHECK == STEPS_A_CHECK - 1) {
                call.context().checkpoint();
            }
            values[i] = range.slide() ? kernel.apply(range, call) : Column.ABSENT;
            any |= !Column.isAbsent(values[i]);
        }
        return any;
    }
}
