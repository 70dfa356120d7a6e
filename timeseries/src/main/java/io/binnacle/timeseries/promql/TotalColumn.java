package io.binnacle.timeseries.promql;

/**
 * {@code sum_over_time} or {@code avg_over_time} at all steps: what {@link CompensatedSum} and {@link CompensatedMean} tell range by
 * range, to {@value #PRECISION} of it. A total is a pair of numbers, the sum and what rounding lost of it, and pairs are added as
 * numbers are. The order does not matter to a total so kept, unless its numbers nearly cancel each other, or overflow: the numbers of
 * such a range, and of one where a number is infinite or none, are added in their order.
 */
final class TotalColumn extends SlidingColumn {

    static final double PRECISION = 1e-9;

    /** No sum of numbers up to this overflows: there are less than 2^31 of them. */
    private static final double GREATEST = Double.MAX_VALUE / 0x1p31;

    /**
     * How much two totals of n numbers may differ, in parts of n^3 times the greatest of them: each sum is at most n times that and
     * loses 2^-53 of itself at most, which is known; n such losses are summed, and each of these sums loses 2^-53 of itself.
     */
    private static final double DIFFERENCE = 0x1p-105;

    private final boolean mean;
    private final QueryContext context;
    /** By number before the cut, the oldest first: the total from there to the cut. */
    private double[] sums = new double[64];
    private double[] losses = new double[64];

    TotalColumn(RangeWindow window, boolean mean, QueryContext context) {
        super(window);
        this.mean = mean;
        this.context = context;
    }

    @Override
    int slide(double[] numbers, int[] from, int[] to, int step, double[] values) {
        int first = from[step];
        int cut = to[step];
        double greatest = totals(numbers, first, cut);
        double sum = 0;
        double loss = 0;
        int next = cut;
        int i = step;
        for (; i < values.length && from[i] < cut; i++) {
            for (; next < to[i]; next++) {
                double number = numbers[next];
                double greater = sum + number;
                loss += lost(sum, number, greater);
                sum = greater;
                greatest = Math.abs(number) > greatest ? Math.abs(number) : greatest;
            }
            double before = sums[from[i] - first];
            double whole = before + sum;
            double total = whole + (losses[from[i] - first] + loss + lost(before, sum, whole));
            double count = to[i] - from[i];
            if (isSure(total, greatest, count)) {
                values[i] = mean ? total / count : total;
            } else {
                values[i] = inOrder(numbers, from[i], to[i]);
            }
        }
        return i;
    }

    /** Tells the totals before the cut; returns the greatest number there. */
    private double totals(double[] numbers, int first, int cut) {
        int size = cut - first;
        if (sums.length < size) {
            sums = new double[2 * size];
            losses = new double[2 * size];
        }
        double greatest = 0;
        double sum = 0;
        double loss = 0;
        for (int i = size - 1; i >= 0; i--) {
            double number = numbers[first + i];
            double next = sum + number;
            loss += lost(sum, number, next);
            sum = next;
            sums[i] = sum;
            losses[i] = loss;
            greatest = Math.abs(number) > greatest ? Math.abs(number) : greatest;
        }
        return greatest;
    }

    /** Exactly what rounding loses of a sum, whichever number is greater: D. E. Knuth, TAOCP 2, theorem B of section 4.2.2. */
    private static double lost(double left, double right, double rounded) {
        double ofRight = rounded - left;
        return (left - (rounded - ofRight)) + (right - ofRight);
    }

    /** Whether any order gives that total. It does not if the total is NaN. */
    private static boolean isSure(double total, double greatest, double count) {
        return greatest <= GREATEST
                && Math.abs(total) * PRECISION >= greatest * (DIFFERENCE * count * count * count);
    }

    private double inOrder(double[] numbers, int from, int to) {
        // May take a millisecond.
        context.checkpoint();
        return mean ? CompensatedMean.of(numbers, from, to) : CompensatedSum.of(numbers, from, to);
    }
}
