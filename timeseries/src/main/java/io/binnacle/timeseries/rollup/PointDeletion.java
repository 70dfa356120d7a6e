package io.binnacle.timeseries.rollup;

import java.io.IOException;
import java.util.function.IntUnaryOperator;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.block.BlockReader;
import io.binnacle.timeseries.block.BlockWriter;
import io.binnacle.timeseries.block.SeriesVisit;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Takes points of some series out of a day's file, whose samples nobody has any more: those of windows that, as far as they
 * lie in that day, overlap a range of time. A point that stays keeps its value. Belongs to one thread.
 */
public final class PointDeletion {

    private static final long DAY_MILLIS = 86_400_000;

    private final RoaringBitmap series;
    private final long day;
    private final long dayStartMillis;
    private final long dayLastMillis;
    private final WindowSpan gone;
    private final SampleColumns kept = new SampleColumns();

    /** @param day days since 1970-01-01 */
    public PointDeletion(Resolution resolution, long day, RoaringBitmap series, long minMillis, long maxMillis) {
        this.series = series;
        this.day = day;
        this.dayStartMillis = day * DAY_MILLIS;
        this.dayLastMillis = dayStartMillis + DAY_MILLIS - 1;
        long from = Math.max(minMillis, dayStartMillis);
        long to = Math.min(maxMillis, dayLastMillis);
        Rollup any = new Rollup(resolution, Aggregate.COUNT);
        this.gone = from > to
                ? new WindowSpan(any, 1, 0)
                : new WindowSpan(any, resolution.windowEnd(from), resolution.windowEnd(to));
    }

    /**
     * Whether there is a point to be deleted.
     *
     * @param metric of a series
     * @throws Corrupt a page is damaged
     */
    public boolean concerns(Block points, IntUnaryOperator metric) {
        if (gone.isEmpty()) {
            return false;
        }
        BlockReader reader = points.reader();
        IntIterator some = RoaringBitmap.and(series, points.seriesNumbers()).getIntIterator();
        while (some.hasNext()) {
            int number = some.next();
            if (RollupFormat.has(reader, metric.applyAsInt(number), number, gone)) {
                return true;
            }
        }
        return false;
    }

    /** Writes what stays of the series that a walk has come to. */
    public void write(SeriesVisit visit, BlockWriter to) throws IOException {
        boolean concerned = series.contains(visit.series());
        SampleColumns all = visit.samples();
        int next = 0;
        while (next < all.count()) {
            long lane = RollupFormat.lane(all.times()[next], day);
            int from = next;
            while (next < all.count() && RollupFormat.lane(all.times()[next], day) == lane) {
                next++;
            }
            kept.clear();
            if (!concerned) {
                for (int i = from; i < next; i++) {
                    kept.append(all.times()[i], all.values()[i]);
                }
            } else if (lane == RollupFormat.READINGS_LANE) {
                keepReadings(all, from, next);
            } else {
                keepPoints(all, from, next, lane);
            }
            to.add(visit.metric(), visit.series(), kept.times(), kept.values(), kept.count());
        }
    }

    private void keepPoints(SampleColumns all, int from, int to, long lane) {
        for (int i = from; i < to; i++) {
            if (!isGone(all.times()[i] - lane * RollupFormat.LANE_MILLIS)) {
                kept.append(all.times()[i], all.values()[i]);
            }
        }
    }

    /** In the place of one that goes stands what makes no step: the reading that is now the first, or the last, is not known. */
    private void keepReadings(SampleColumns all, int from, int to) {
        long shift = RollupFormat.READINGS_LANE * RollupFormat.LANE_MILLIS;
        boolean firstKnown = isKnown(all, from, shift);
        boolean lastKnown = isKnown(all, to - 1, shift);
        if (!firstKnown && !lastKnown) {
            return;
        }
        kept.append(firstKnown ? all.times()[from] : dayStartMillis + shift,
                firstKnown ? all.values()[from] : Double.NaN);
        if (to - from > 1) {
            kept.append(lastKnown ? all.times()[to - 1] : dayLastMillis + shift,
                    lastKnown ? all.values()[to - 1] : Double.NaN);
        }
    }

    private boolean isKnown(SampleColumns all, int i, long shift) {
        return !Double.isNaN(all.values()[i])
                && !isGone(gone.rollup().resolution().windowEnd(all.times()[i] - shift));
    }

    private boolean isGone(long end) {
        return end >= gone.firstEnd() && end <= gone.lastEnd();
    }
}
