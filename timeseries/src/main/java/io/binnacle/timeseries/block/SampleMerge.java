package io.binnacle.timeseries.block;

import java.io.IOException;

import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.Samples;

/** The samples of one series from several sources, as one column of ascending times. Used again for the next series. */
final class SampleMerge {

    private final Deletions deletions;
    private SampleColumns merged = new SampleColumns();
    private SampleColumns spare = new SampleColumns();

    SampleMerge(Deletions deletions) {
        this.deletions = deletions;
    }

    /** Adds ascending samples. */
    void add(SampleColumns samples) {
        int count = samples.count();
        if (count == 0) {
            return;
        }
        if (merged.count() == 0 || merged.times()[merged.count() - 1] < samples.times()[0]) {
            merged.reserve(count);
            int at = merged.count();
            System.arraycopy(samples.times(), 0, merged.times(), at, count);
            System.arraycopy(samples.values(), 0, merged.values(), at, count);
            merged.count(at + count);
        } else {
            interleave(samples);
        }
    }

    private void interleave(SampleColumns other) {
        SampleColumns into = spare;
        into.clear();
        into.reserve(merged.count() + other.count());
        int mine = 0;
        int theirs = 0;
        while (mine < merged.count() || theirs < other.count()) {
            if (theirs == other.count()
                    || (mine < merged.count() && merged.times()[mine] < other.times()[theirs])) {
                into.append(merged.times()[mine], merged.values()[mine]);
                mine++;
            } else if (mine == merged.count() || other.times()[theirs] < merged.times()[mine]) {
                into.append(other.times()[theirs], other.values()[theirs]);
                theirs++;
            } else {
                double value = Samples.prevails(other.values()[theirs], merged.values()[mine])
                        ? other.values()[theirs]
                        : merged.values()[mine];
                into.append(merged.times()[mine], value);
                mine++;
                theirs++;
            }
        }
        spare = merged;
        merged = into;
    }

    void writeTo(BlockWriter writer, long key) throws IOException {
        int series = BlockFormat.series(key);
        if (deletions.concern(series)) {
            int kept = 0;
            for (int i = 0; i < merged.count(); i++) {
                if (!deletions.deleted(series, merged.times()[i])) {
                    merged.times()[kept] = merged.times()[i];
                    merged.values()[kept] = merged.values()[i];
                    kept++;
                }
            }
            merged.count(kept);
        }
        writer.add(BlockFormat.metric(key), series, merged.times(), merged.values(), merged.count());
        merged.clear();
    }
}
