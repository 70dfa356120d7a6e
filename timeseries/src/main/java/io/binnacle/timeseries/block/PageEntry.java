package io.binnacle.timeseries.block;

/**
 * A page as the directory knows it.
 *
 * @param offset of its header
 * @param bytes on disk, header included
 * @param first the key of its first series, or the number of its first time column
 * @param last as {@code first}
 * @param samples or events in it
 */
record PageEntry(int kind, long offset, int bytes, long first, long last, long samples) {}
