package io.binnacle.server;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binnacle.server.http.Json;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.block.BlockInspection.Events;
import io.binnacle.timeseries.block.BlockInspection.Share;
import io.binnacle.timeseries.column.ColumnEncoding;
import io.binnacle.timeseries.durable.StoreInspection;
import io.binnacle.timeseries.durable.StoreInspection.BlockContents;
import io.binnacle.timeseries.durable.StoreInspection.Partition;
import io.binnacle.timeseries.event.EventKind;

/** What was found in a sample store, as text for people and as JSON for machines. */
final class StoreReport {

    private StoreReport() {
    }

    static void print(StoreInspection found, List<String> problems, PrintWriter out) {
        for (Partition partition : found.partitions()) {
            out.println(partition.day() + ", UTC");
            for (BlockContents block : partition.blocks()) {
                out.printf(Locale.ROOT, "  %s  %s to %s %,9d series %,13d samples %,13d bytes %7s bytes a sample%n",
                        name(block), block.first(), block.last(), block.series(), block.samples(), block.bytes(),
                        perSample(block.bytes(), block.samples()));
            }
        }
        printRollups(found.rollups(), out);
        printEncodings(found.byEncoding(), out);
        printEvents(found.events(), out);
        out.printf(Locale.ROOT, "catalogue: %,d series, %,d symbols, %,d bytes%n", found.catalogue().series(),
                found.catalogue().symbols(), found.catalogue().diskBytes());
        out.printf(Locale.ROOT, "log: %,d segments, %,d records, %,d bytes%n", found.log().segments(),
                found.log().records(), found.log().bytes());
        out.printf(Locale.ROOT,
                "total: %,d series, %,d samples in blocks, %,d bytes in all files, %s bytes a sample without log and points%n",
                found.catalogue().series(), found.samples(), found.bytes(), bytesPerSample(found));
        problems.forEach(problem -> out.println("problem: " + problem));
    }

    private static void printRollups(List<StoreInspection.Points> rollups, PrintWriter out) {
        for (Resolution resolution : Resolution.values()) {
            List<StoreInspection.Points> days = rollups.stream().filter(one -> one.resolution() == resolution).toList();
            if (!days.isEmpty()) {
                out.printf(Locale.ROOT,
                        "points of %s: %,d days, %s to %s, of %,d of them samples are gone; %,d bytes%n",
                        resolution.text(), days.size(), days.getFirst().day(), days.getLast().day(),
                        days.stream().filter(StoreInspection.Points::samplesAreGone).count(),
                        days.stream().mapToLong(StoreInspection.Points::bytes).sum());
            }
        }
    }

    private static void printEncodings(Map<ColumnEncoding, Share> byEncoding, PrintWriter out) {
        if (byEncoding.isEmpty()) {
            return;
        }
        out.println("values by encoding, before zstd");
        byEncoding.forEach((encoding, share) -> out.printf(Locale.ROOT,
                "  %-20s %,11d columns %,13d samples %,13d bytes %7s bytes a sample%n", encoding, share.columns(),
                share.samples(), share.bytes(), perSample(share.bytes(), share.samples())));
    }

    private static void printEvents(Map<EventKind, Events> byKind, PrintWriter out) {
        if (byKind.isEmpty()) {
            return;
        }
        out.println("beside float samples, before zstd");
        byKind.forEach(
                (kind, events) -> out.printf(Locale.ROOT, "  %-20s %,11d series %,13d %,13d bytes %7s bytes each%n",
                        name(kind), events.series(), events.count(), events.bytes(),
                        perSample(events.bytes(), events.count())));
    }

    private static String name(EventKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String name(BlockContents block) {
        return block.path().substring(block.path().lastIndexOf('/') + 1);
    }

    private static String perSample(long bytes, long samples) {
        return samples == 0 ? "-" : String.format(Locale.ROOT, "%.2f", (double) bytes / samples);
    }

    /** The log's samples are not counted, so its bytes are not either; points may be of samples that are gone. */
    private static String bytesPerSample(StoreInspection found) {
        return perSample(found.bytes() - found.log().bytes() - found.rollupBytes(), found.samples());
    }

    static String json(StoreInspection found, List<String> problems) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        ArrayNode partitions = root.putArray("partitions");
        for (Partition partition : found.partitions()) {
            ObjectNode day = partitions.addObject().put("day", partition.day().toString());
            ArrayNode blocks = day.putArray("blocks");
            partition.blocks().forEach(block -> add(block, blocks.addObject()));
        }
        ArrayNode rollups = root.putArray("rollups");
        found.rollups().forEach(one -> rollups.addObject().put("path", one.path())
                .put("resolution", one.resolution().text()).put("day", one.day().toString())
                .put("samplesAreGone", one.samplesAreGone()).put("series", one.series()).put("bytes", one.bytes()));
        add(found.byEncoding(), root.putArray("encodings"));
        addEvents(found.events(), root.putArray("events"));
        root.putObject("catalogue").put("series", found.catalogue().series())
                .put("symbols", found.catalogue().symbols()).put("bytes", found.catalogue().diskBytes());
        root.putObject("log").put("segments", found.log().segments()).put("records", found.log().records())
                .put("bytes", found.log().bytes()).put("bytesTorn", found.log().bytesTorn())
                .put("bytesDamaged", found.log().bytesDamaged());
        root.putObject("total").put("series", found.catalogue().series()).put("samples", found.samples())
                .put("bytes", found.bytes());
        ArrayNode told = root.putArray("problems");
        problems.forEach(told::add);
        return root.toPrettyString();
    }

    private static void add(BlockContents block, ObjectNode into) {
        into.put("path", block.path()).put("first", block.first().toString()).put("last", block.last().toString())
                .put("series", block.series()).put("samples", block.samples()).put("bytes", block.bytes())
                .put("pages", block.inspection().pages()).put("sampleBytes", block.inspection().sampleBytes())
                .put("timeBytes", block.inspection().timeBytes()).put("eventBytes", block.inspection().eventBytes())
                .put("timeColumns", block.inspection().timeColumns());
        add(block.inspection().byEncoding(), into.putArray("encodings"));
        addEvents(block.inspection().events(), into.putArray("events"));
    }

    private static void addEvents(Map<EventKind, Events> byKind, ArrayNode into) {
        byKind.forEach((kind, events) -> into.addObject().put("kind", name(kind)).put("series", events.series())
                .put("count", events.count()).put("bytes", events.bytes()));
    }

    private static void add(Map<ColumnEncoding, Share> byEncoding, ArrayNode into) {
        byEncoding.forEach((encoding, share) -> into.addObject().put("encoding", encoding.toString())
                .put("columns", share.columns()).put("samples", share.samples()).put("bytes", share.bytes()));
    }
}
