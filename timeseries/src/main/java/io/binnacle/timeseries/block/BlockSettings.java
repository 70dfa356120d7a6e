package io.binnacle.timeseries.block;

import io.binnacle.kernel.error.InvalidInput;

/**
 * How a block is written.
 *
 * @param zstdLevel 1 to 19; columns are packed before, so higher levels find little
 * @param pageBytes about so many bytes, before zstd, are read together and have one checksum
 */
public record BlockSettings(int zstdLevel, int pageBytes) {

    public static final int PAGE_BYTES_MAX = 1 << 20;

    public BlockSettings {
        if (zstdLevel < 1 || zstdLevel > 19) {
            throw new InvalidInput("zstdLevel", "1 to 19", zstdLevel);
        }
        if (pageBytes < 256 || pageBytes > PAGE_BYTES_MAX) {
            throw new InvalidInput("pageBytes", "256 to " + PAGE_BYTES_MAX, pageBytes);
        }
    }

    /** A page of 64 kB holds some 200 series of 240 samples: half a millisecond to write, a tenth to read. */
    public static BlockSettings defaults() {
        return new BlockSettings(1, 64 << 10);
    }
}
