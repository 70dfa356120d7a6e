package io.binnacle.timeseries.block;

/** Numbers of the file format; drawn in {@code docs/format/block.md}. */
final class BlockFormat {

    static final int VERSION = 1;

    /** "BINBLOCK" at both ends of the file. */
    static final long MAGIC = 0x4b434f_4c424e_4942L;
    static final int HEADER_BYTES = 16;
    static final int TRAILER_BYTES = 64;

    /** "BPAG" before each page: where a scan finds the next good page. */
    static final int PAGE_MARK = 0x47415042;
    static final int PAGE_HEADER_BYTES = 20;

    static final int SAMPLES = 1;
    static final int TIMES = 2;
    static final int EVENTS = 3;
    static final int DIRECTORY = 4;

    static final int PLAIN = 0;
    static final int ZSTD = 1;

    /** Where no page that was ever written comes near; a greater length is damage. */
    static final int PAGE_BYTES_MAX = 1 << 29;
    static final int ENTRIES_MAX = 8192;

    private BlockFormat() {
    }

    static long key(int metric, int series) {
        return (long) metric << 32 | series;
    }

    static int metric(long key) {
        return (int) (key >>> 32);
    }

    static int series(long key) {
        return (int) key;
    }
}
