package io.binnacle.timeseries.durable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.block.BlockInspection;
import io.binnacle.timeseries.block.BlockInspection.Events;
import io.binnacle.timeseries.block.BlockInspection.Share;
import io.binnacle.timeseries.catalogue.CatalogueStatistics;
import io.binnacle.timeseries.column.ColumnEncoding;
import io.binnacle.timeseries.event.EventKind;
import io.binnacle.timeseries.log.LogContents;

/**
 * What a store's folder holds.
 *
 * @param partitions by day, ascending
 * @param rollups by resolution, then by day
 * @param stateBytes of the state file
 * @param metadataBytes of the metadata file
 */
public record StoreInspection(List<Partition> partitions, List<Points> rollups, CatalogueStatistics catalogue,
        LogContents log, long stateBytes, long metadataBytes) {

    /**
     * A UTC day.
     *
     * @param blocks in the order in which they were written
     */
    public record Partition(LocalDate day, List<BlockContents> blocks) {

        public Partition {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * @param first the time of the first sample; that of the last is {@code last}
     * @param bytes of the file
     */
    public record BlockContents(String path, Instant first, Instant last, int series, long samples, long bytes,
            BlockInspection inspection) {}

    /**
     * A file with the points of a day.
     *
     * @param samplesAreGone whether it is all that is left of that day
     * @param bytes of the file
     */
    public record Points(String path, Resolution resolution, LocalDate day, boolean samplesAreGone, int series,
            long bytes) {}

    public StoreInspection {
        partitions = List.copyOf(partitions);
        rollups = List.copyOf(rollups);
    }

    /** In blocks; what only the log holds is not counted. */
    public long samples() {
        return partitions.stream().flatMap(day -> day.blocks().stream()).mapToLong(BlockContents::samples).sum();
    }

    public long blockBytes() {
        return partitions.stream().flatMap(day -> day.blocks().stream()).mapToLong(BlockContents::bytes).sum();
    }

    public long rollupBytes() {
        return rollups.stream().mapToLong(Points::bytes).sum();
    }

    /** Of all files. */
    public long bytes() {
        return blockBytes() + rollupBytes() + catalogue.diskBytes() + log.bytes() + stateBytes + metadataBytes;
    }

    /** What each encoding of values takes in all blocks; bytes before zstd. */
    public Map<ColumnEncoding, Share> byEncoding() {
        Map<ColumnEncoding, Share> all = new TreeMap<>();
        for (Partition day : partitions) {
            for (BlockContents block : day.blocks()) {
                block.inspection().byEncoding().forEach((encoding, share) -> all.merge(encoding, share, Share::plus));
            }
        }
        return all;
    }

    /** What there is beside float samples in all blocks; bytes before zstd, series once for each block. */
    public Map<EventKind, Events> events() {
        Map<EventKind, Events> all = new TreeMap<>();
        for (Partition day : partitions) {
            for (BlockContents block : day.blocks()) {
                block.inspection().events().forEach((kind, events) -> all.merge(kind, events, Events::plus));
            }
        }
        return all;
    }
}
