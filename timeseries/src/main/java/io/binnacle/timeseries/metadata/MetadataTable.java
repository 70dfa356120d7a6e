package io.binnacle.timeseries.metadata;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.binnacle.timeseries.MetricMetadata;
import org.jspecify.annotations.Nullable;

/** What was said last about each family of metrics, up to a bound. One writer (the commit lock); any thread reads. */
public final class MetadataTable {

    /** Prometheus' own exporters stay far below it; a longer text is no help. */
    private static final int TEXT_CHARACTERS_MAX = 8 * 1024;
    /** Some 60,000 families; a large estate has a tenth of it. */
    private static final long BYTES_MAX = 16L << 20;
    /** Objects and index entries beside the text. */
    private static final int FAMILY_BYTES = 160;

    private final Map<String, MetricMetadata> byFamily = new ConcurrentHashMap<>();
    private long bytes;

    /** Whether it is other than what is known, and says something; for the writer, as are the next three. */
    public boolean isNews(String family, MetricMetadata told) {
        MetricMetadata known = byFamily.get(family);
        return known == null || (!told.saysNothing() && !told.equals(known));
    }

    /** Whether there is room for it, beside others that are to come and take that many bytes. */
    public boolean hasRoom(String family, MetricMetadata told, long othersBytes) {
        return family.length() + told.unit().length() + told.help().length() <= TEXT_CHARACTERS_MAX
                && bytes + othersBytes + bytes(family, told) <= BYTES_MAX;
    }

    /** What it takes in memory. */
    public static long bytes(String family, MetricMetadata told) {
        return (long) FAMILY_BYTES + family.length() + told.unit().length() + told.help().length();
    }

    /** Takes it whatever the bound says: it is in the log already. */
    public void put(String family, MetricMetadata told) {
        @Nullable
        MetricMetadata before = byFamily.put(family, told);
        bytes += bytes(family, told) - (before == null ? 0 : bytes(family, before));
    }

    /** The caller's own. */
    public SortedMap<String, MetricMetadata> all() {
        return new TreeMap<>(byFamily);
    }
}
