package io.binnacle.timeseries.metadata;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.column.ByteSink;
import io.binnacle.timeseries.column.ByteSource;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.disk.DiskFile;

/** The file {@code metadata}: what is known about families of metrics; drawn in {@code docs/format/metadata.md}. */
public final class MetadataFile {

    public static final String PATH = "metadata";
    private static final String NEXT_PATH = "metadata.tmp";
    private static final int MAGIC = 0x4d4e4d42;
    private static final int VERSION = 1;

    private MetadataFile() {
    }

    /** Its size; 0 when there is none. */
    public static long bytes(Disk disk) throws IOException {
        if (!disk.exists(PATH)) {
            return 0;
        }
        try (DiskFile file = disk.open(PATH)) {
            return file.size();
        }
    }

    /** What the disk holds, no family when there is no file; empty when it is damaged: senders will tell it again. */
    public static Optional<SortedMap<String, MetricMetadata>> read(Disk disk, Consumer<String> problems)
            throws IOException {
        if (!disk.exists(PATH)) {
            return Optional.of(new TreeMap<>());
        }
        ByteBuffer bytes;
        try (DiskFile file = disk.open(PATH)) {
            int size = (int) Math.min(file.size(), Integer.MAX_VALUE - ByteSource.PADDING_BYTES - 8);
            bytes = ByteBuffer.allocate(size + ByteSource.PADDING_BYTES).limit(size);
            while (bytes.hasRemaining() && file.read(bytes, bytes.position()) >= 0) {
                // Until all is there, or the file is shorter than it said.
            }
        }
        try {
            return Optional.of(parse(bytes.array(), bytes.position()));
        } catch (Corrupt e) {
            problems.accept(
                    "metadata: " + e.getMessage() + "; what metrics mean is not known until senders say it again");
            return Optional.empty();
        }
    }

    private static SortedMap<String, MetricMetadata> parse(byte[] bytes, int size) {
        int end = size - Integer.BYTES;
        ByteSource from = new ByteSource();
        from.reset(bytes, Math.max(0, end), Math.max(0, size));
        if (end < 0 || from.readInt() != crc(bytes, end)) {
            throw new Corrupt("damaged", null);
        }
        from.reset(bytes, 0, end);
        if (from.readInt() != MAGIC) {
            throw new Corrupt("no such file", null);
        }
        int version = from.readInt();
        if (version != VERSION) {
            throw new Corrupt("version " + version + ", this program reads " + VERSION, null);
        }
        SortedMap<String, MetricMetadata> found = new TreeMap<>();
        for (int left = from.readCount(from.remaining()); left > 0; left--) {
            String family = text(from);
            MetricMetadata.Type type = MetricMetadata.Type.of(from.readVarint());
            String unit = text(from);
            found.put(family, new MetricMetadata(type, unit, text(from)));
        }
        return found;
    }

    private static String text(ByteSource from) {
        int length = from.readCount(from.remaining());
        return new String(from.bytes(), from.skip(length), length, StandardCharsets.UTF_8);
    }

    /** Replaces the file whole. */
    public static void write(Disk disk, Map<String, MetricMetadata> all) throws IOException {
        ByteSink into = new ByteSink(1 << 12);
        into.putInt(MAGIC);
        into.putInt(VERSION);
        into.putVarint(all.size());
        all.forEach((family, told) -> {
            put(into, family);
            into.putVarint(told.type().code());
            put(into, told.unit());
            put(into, told.help());
        });
        into.putInt(crc(into.bytes(), into.size()));
        disk.delete(NEXT_PATH);
        try (DiskFile file = disk.create(NEXT_PATH)) {
            file.append(ByteBuffer.wrap(into.bytes(), 0, into.size()));
            file.sync();
        }
        disk.rename(NEXT_PATH, PATH);
        disk.syncFolder("");
    }

    private static void put(ByteSink into, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        into.putVarint(bytes.length);
        into.putBytes(bytes, 0, bytes.length);
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
