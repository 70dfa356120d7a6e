package io.binnacle.timeseries.block;

import java.io.IOException;
import java.util.Arrays;

import io.binnacle.timeseries.disk.Disk;

/** Where the pages of a block lie, for a test that damages one. */
public final class BlockPages {

    private BlockPages() {
    }

    public static long[] offsetsOfTimes(Disk disk, String path) throws IOException {
        Block block = Block.open(disk, path, problem -> {
            throw new AssertionError(problem);
        });
        try {
            return Arrays.stream(block.timePages()).mapToLong(PageEntry::offset).toArray();
        } finally {
            block.release();
        }
    }
}
