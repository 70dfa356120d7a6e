package io.binnacle.timeseries.promql;

/** {@code min_over_time} or {@code max_over_time} at all steps. */
final class ExtremeColumn extends SlidingColumn {

    private final boolean least;
    /** By number before the cut, the oldest first: the extreme from there to the cut. */
    private double[] extremes = new double[64];

    ExtremeColumn(RangeWindow window, boolean least) {
        super(window);
        this.least = least;
    }

    @Override
    int slide(double[] numbers, int[] from, int[] to, int step, double[] values) {
        int first = from[step];
        int cut = to[step];
        extremes(numbers, first, cut);
        double extreme = Double.NaN;
        int next = cut;
        int i = step;
        for (; i < values.length && from[i] < cut; i++) {
            for (; next < to[i]; next++) {
                extreme = either(extreme, numbers[next]);
            }
            values[i] = either(extremes[from[i] - first], extreme);
        }
        return i;
    }

    private void extremes(double[] numbers, int first, int cut) {
        int size = cut - first;
        if (extremes.length < size) {
            extremes = new double[2 * size];
        }
        double extreme = Double.NaN;
        for (int i = size - 1; i >= 0; i--) {
            extreme = either(numbers[first + i], extreme);
            extremes[i] = extreme;
        }
    }

    /** The older number, unless the newer one is more extreme or the older one is none. */
    private double either(double older, double newer) {
        return (least ? newer < older : newer > older) || Double.isNaN(older) ? newer : older;
    }
}
