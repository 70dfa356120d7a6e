package io.binnacle.timeseries.promql;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.promql.Value.Column;

/** One number at each step, made of the numbers that several columns have there. */
interface StepAggregate extends GroupedScan.Group<StepAggregate> {

    void add(double[] values);

    @Override
    default void add(int place, double[] values) {
        add(values);
    }

    @Override
    default void movePlaces(int before) {
        // whose the numbers were is not kept
    }

    /** Adds what another one of the same kind was made of. */
    @Override
    void addAll(StepAggregate same);

    /** The results; {@link Column#ABSENT} where no column had a number. To be called last. */
    double[] values();

    /** One of sum, avg, count, group, min, max, stddev and stdvar. */
    static StepAggregate of(String operator, int size) {
        return switch (operator) {
            case "sum" -> new TotalSteps(size, false);
            case "avg" -> new TotalSteps(size, true);
            case "count" -> new CountSteps(size);
            case "group" -> new GroupSteps(size);
            case "min" -> new ExtremeSteps(size, true);
            case "max" -> new ExtremeSteps(size, false);
            case "stddev" -> new VarianceSteps(size, true);
            case "stdvar" -> new VarianceSteps(size, false);
            default -> throw new BugException("no aggregation of steps: " + operator);
        };
    }

    static double[] nothing(int size) {
        return Column.absent(Labels.empty(), size).values();
    }

    /** How many there are. */
    final class CountSteps implements StepAggregate {

        private final int[] counts;

        CountSteps(int size) {
            counts = new int[size];
        }

        @Override
        public void add(double[] values) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += Column.isAbsent(values[i]) ? 0 : 1;
            }
        }

        @Override
        public void addAll(StepAggregate same) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += ((CountSteps) same).counts[i];
            }
        }

        @Override
        public double[] values() {
            double[] values = new double[counts.length];
            for (int i = 0; i < counts.length; i++) {
                values[i] = counts[i] == 0 ? Column.ABSENT : counts[i];
            }
            return values;
        }
    }

    /** One where there is any. */
    final class GroupSteps implements StepAggregate {

        private final double[] ones;

        GroupSteps(int size) {
            ones = nothing(size);
        }

        @Override
        public void add(double[] values) {
            for (int i = 0; i < ones.length; i++) {
                if (!Column.isAbsent(values[i])) {
                    ones[i] = 1;
                }
            }
        }

        @Override
        public void addAll(StepAggregate same) {
            add(((GroupSteps) same).ones);
        }

        @Override
        public double[] values() {
            return ones;
        }
    }

    /** The least or the greatest. */
    final class ExtremeSteps implements StepAggregate {

        private final double[] found;
        private final boolean least;

        ExtremeSteps(int size, boolean least) {
            this.found = nothing(size);
            this.least = least;
        }

        @Override
        public void add(double[] values) {
            for (int i = 0; i < found.length; i++) {
                double value = values[i];
                // Nothing is NaN as well, and so is replaced by anything.
                if (!Column.isAbsent(value)
                        && ((least ? value < found[i] : value > found[i]) || Double.isNaN(found[i]))) {
                    found[i] = value;
                }
            }
        }

        @Override
        public void addAll(StepAggregate same) {
            add(((ExtremeSteps) same).found);
        }

        @Override
        public double[] values() {
            return found;
        }
    }

    /** The sum or the mean. */
    final class TotalSteps implements StepAggregate {

        private final StepTotals totals;
        private final int size;
        private final boolean mean;

        TotalSteps(int size, boolean mean) {
            this.totals = new StepTotals(size);
            this.size = size;
            this.mean = mean;
        }

        @Override
        public void add(double[] values) {
            for (int i = 0; i < size; i++) {
                double value = values[i];
                if (Column.isAbsent(value)) {
                    continue;
                }
                if (mean) {
                    totals.addToMean(i, value);
                } else {
                    totals.addToSum(i, value);
                }
            }
        }

        @Override
        public void addAll(StepAggregate same) {
            StepTotals others = ((TotalSteps) same).totals;
            for (int i = 0; i < size; i++) {
                if (mean) {
                    totals.addMean(i, others);
                } else {
                    totals.addSum(i, others);
                }
            }
        }

        @Override
        public double[] values() {
            double[] values = nothing(size);
            for (int i = 0; i < size; i++) {
                if (totals.count(i) > 0) {
                    values[i] = mean ? totals.mean(i) : totals.sum(i);
                }
            }
            return values;
        }
    }
}
