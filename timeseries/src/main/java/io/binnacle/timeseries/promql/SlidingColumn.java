package io.binnacle.timeseries.promql;

import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Value.Column;

/**
 * What becomes of the numbers of the range at each step, where two parts of a range tell what becomes of it whole: in time that
 * grows with the numbers and the steps, however much the ranges overlap. Belongs to one thread.
 *
 * <p>The range is a queue: numbers come in at one end and go at the other. It is kept as two stacks that meet at a cut. Of each
 * number before the cut it is told at once, from the newest to the oldest, what becomes of it and all that follow up to the cut; of
 * those behind the cut it is told what became of them so far. When all before the cut have gone, the cut moves to the end of the
 * range. So each number is taken in twice at most, and nothing is ever subtracted, which would leave behind what rounding lost.
 * K. Tangwongsan, M. Hirzel, S. Schneider: Low-Latency Sliding-Window Aggregation in Worst-Case Constant Time, DEBS 2017, call it
 * two-stacks; of ranges that all hold equally many numbers it is the algorithm of van Herk, Gil and Werman.
 */
abstract class SlidingColumn implements ColumnMaker {

    private final RangePlaces places;

    SlidingColumn(RangeWindow window) {
        this.places = new RangePlaces(window);
    }

    /**
     * Cuts the range of a step, which holds a number, at its end, and fills the values of that step and of those that follow while
     * their ranges begin before the cut.
     *
     * @param from see {@link RangePlaces#from}
     * @param to see {@link RangePlaces#to}
     * @return the next step
     */
    abstract int slide(double[] numbers, int[] from, int[] to, int step, double[] values);

    @Override
    public final boolean make(Series series, SampleBuffer samples, double[] values) {
        places.change(samples);
        int[] from = places.from();
        int[] to = places.to();
        boolean any = false;
        int step = 0;
        while (step < values.length) {
            if (from[step] == to[step]) {
                values[step++] = Column.ABSENT;
            } else {
                step = slide(samples.values(), from, to, step, values);
                any = true;
            }
        }
        return any;
    }
}
