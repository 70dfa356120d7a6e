package io.binnacle.timeseries.catalogue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

import com.github.luben.zstd.Zstd;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.disk.DiskFile;
import org.jspecify.annotations.Nullable;

/**
 * The file of series, docs/format/series.md: a header and pages, only ever appended to. A rewritten one gets the next
 * number and takes the place of the old at once. One thread at a time.
 */
final class SeriesFile implements AutoCloseable {

    static final int VERSION = 1;
    static final int HEADER_BYTES = 16;
    static final int PAGE_HEADER_BYTES = 40;
    /** "BNSERIES" and "SPAG", as they stand in the file. */
    static final long MAGIC = 0x5345_4952_4553_4E42L;
    static final int PAGE_MAGIC = 0x4741_5053;

    private static final String SUFFIX = ".series";
    private static final String TEMPORARY = ".tmp";
    private static final int PLAIN = 0;
    private static final int ZSTD = 1;
    /** Measured: a series takes 1.14 bytes at level 3, 1.08 at 6, 1.07 at 12; to persist takes the same time. */
    private static final int ZSTD_LEVEL = 6;
    /** What a flipped bit can take. Measured: a series takes 2.2 bytes in pages of 1024, 1.1 here, 0.7 in 16384. */
    private static final int PAGE_SERIES_MAX = 4096;
    /** No body is larger, so a header that says so is none. */
    private static final int BODY_BYTES_MAX = 1 << 30;
    private static final int SEARCH_BYTES = 1 << 16;

    private final Disk disk;
    private final String folder;
    private final Consumer<String> problems;
    private long number;
    private DiskFile file;
    /** Whether all that was found in the file, and its name, is known to survive a power cut. */
    private boolean settled;
    private boolean readOnly;

    /** A page's header; what it says is checked. */
    private record PageHeader(int storedBytes, int rawBytes, int checksum, int encoding, int firstSeries, int count,
            int nextSeries, int nextSymbol) {}

    private SeriesFile(Disk disk, String folder, Consumer<String> problems, long number, DiskFile file) {
        this.disk = disk;
        this.folder = folder;
        this.problems = problems;
        this.number = number;
        this.file = file;
    }

    /** Opens the newest file of that folder, or creates the first. */
    static SeriesFile open(Disk disk, String folder, Consumer<String> problems) throws IOException {
        disk.createFolder(folder);
        long newest = 0;
        for (String name : disk.list(folder)) {
            if (name.endsWith(TEMPORARY)) {
                disk.delete(folder + "/" + name);
            } else if (name.endsWith(SUFFIX)) {
                // A file got its name when it was whole: those before it are remains of a rewriting.
                if (newest > 0) {
                    disk.delete(path(folder, newest));
                }
                newest = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
            }
        }
        if (newest > 0) {
            return new SeriesFile(disk, folder, problems, newest, disk.open(path(folder, newest)));
        }
        DiskFile first = disk.create(path(folder, 1));
        try {
            first.append(header());
            first.sync();
            disk.syncFolder(folder);
        } catch (IOException e) {
            first.close();
            throw e;
        }
        return new SeriesFile(disk, folder, problems, 1, first);
    }

    /** The newest file of that folder, to be read as it is: nothing is created, deleted or cut; null when there is none. */
    static @Nullable SeriesFile openReadOnly(Disk disk, String folder, Consumer<String> problems) throws IOException {
        long newest = 0;
        for (String name : disk.list(folder)) {
            if (name.endsWith(SUFFIX)) {
                newest = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
            }
        }
        if (newest == 0) {
            return null;
        }
        SeriesFile file = new SeriesFile(disk, folder, problems, newest, disk.open(path(folder, newest)));
        file.readOnly = true;
        return file;
    }

    private static String path(String folder, long number) {
        return "%s/%08d%s".formatted(folder, number, SUFFIX);
    }

    private static ByteBuffer header() {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(MAGIC).putInt(VERSION).putInt(checksum(header.array(), 0, HEADER_BYTES - Integer.BYTES));
        return header.flip();
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }

    long bytes() throws IOException {
        return file.size();
    }

    /** Reads every page that is good, reports the others, cuts off a page that was torn at the end. */
    void read(SeriesTables tables) throws IOException {
        long size = file.size();
        if (size < HEADER_BYTES) {
            beginAnew();
            return;
        }
        checkHeader();
        SeriesPageDecoder decoder = new SeriesPageDecoder(tables, problems);
        long position = HEADER_BYTES;
        while (position < size) {
            PageHeader page = pageHeader(position, size);
            if (page == null) {
                long next = findPage(position + 1, size);
                if (next < 0 && (size - position < PAGE_HEADER_BYTES || isEmpty(position, size))) {
                    cut(position);
                    return;
                }
                report(position,
                        "no page begins here; " + ((next < 0 ? size : next) - position) + " bytes are left out");
                position = next < 0 ? size : next;
                continue;
            }
            if (page.storedBytes > size - position - PAGE_HEADER_BYTES && findPage(position + 1, size) < 0) {
                cut(position);
                return;
            }
            tables.sets.reserve(page.nextSeries);
            tables.expect(page.nextSeries);
            tables.values.reserve(page.nextSymbol);
            position = readPage(page, position, size, decoder);
        }
    }

    private void beginAnew() throws IOException {
        if (!readOnly) {
            file.truncate(0);
            file.append(header());
            file.sync();
        }
    }

    /** Off goes a page whose writing was not completed. */
    private void cut(long position) throws IOException {
        if (!readOnly) {
            file.truncate(position);
        }
    }

    private void checkHeader() throws IOException {
        byte[] bytes = bytes(0, HEADER_BYTES);
        ByteBuffer header = littleEndian(bytes);
        if (header.getInt(12) != checksum(bytes, 0, 12) || header.getLong(0) != MAGIC) {
            report(0, "the file's header is damaged; its pages are read all the same");
        } else if (header.getInt(8) != VERSION) {
            throw new IOException(path(folder, number) + " has version " + header.getInt(8) + "; this program reads "
                    + VERSION);
        }
    }

    /** Returns where the next page is to be looked for. */
    private long readPage(PageHeader page, long position, long size, SeriesPageDecoder decoder) throws IOException {
        long end = position + PAGE_HEADER_BYTES + page.storedBytes;
        if (end > size) {
            long next = findPage(position + 1, size);
            report(position, lost(page) + ": the page is cut short");
            return next < 0 ? size : next;
        }
        byte[] stored = bytes(position + PAGE_HEADER_BYTES, page.storedBytes);
        if (checksum(stored, 0, stored.length) != page.checksum) {
            report(position, lost(page) + ": checksum");
            // The bytes may be missing rather than wrong, and a good page lie among those that took their place.
            long next = findPage(position + 1, Math.min(size, end));
            return next < 0 ? end : next;
        }
        byte[] body = stored;
        if (page.encoding == ZSTD) {
            body = new byte[page.rawBytes];
            long length = Zstd.decompressByteArray(body, 0, body.length, stored, 0, stored.length);
            if (length != body.length) {
                report(position, lost(page) + ": it does not decompress");
                return end;
            }
        }
        try {
            decoder.decode(body, body.length, page.firstSeries, page.count);
        } catch (IndexOutOfBoundsException e) {
            report(position, "some of " + lost(page) + ": " + e.getMessage());
        }
        return end;
    }

    private static String lost(PageHeader page) {
        return page.count + " series from number " + page.firstSeries + " on are lost";
    }

    private void report(long position, String what) {
        problems.accept(path(folder, number) + ", byte " + position + ": " + what);
    }

    private @Nullable PageHeader pageHeader(long position, long size) throws IOException {
        return size - position < PAGE_HEADER_BYTES ? null : pageHeader(bytes(position, PAGE_HEADER_BYTES), 0);
    }

    private static @Nullable PageHeader pageHeader(byte[] bytes, int at) {
        ByteBuffer from = littleEndian(bytes);
        if (from.getInt(at) != PAGE_MAGIC || from.getInt(at + 4) != checksum(bytes, at + 8, PAGE_HEADER_BYTES - 8)) {
            return null;
        }
        PageHeader page = new PageHeader(from.getInt(at + 8), from.getInt(at + 12), from.getInt(at + 16),
                from.getInt(at + 20), from.getInt(at + 24), from.getInt(at + 28), from.getInt(at + 32),
                from.getInt(at + 36));
        boolean sane = page.storedBytes >= 0 && page.rawBytes >= 0 && page.rawBytes <= BODY_BYTES_MAX && page.count >= 0
                && page.firstSeries >= 0 && page.nextSeries >= 0 && page.nextSymbol >= 0;
        return sane ? page : null;
    }

    /** The first place from there on where a page's header stands; -1 when there is none. */
    private long findPage(long from, long size) throws IOException {
        long position = from;
        while (size - position >= PAGE_HEADER_BYTES) {
            byte[] some = bytes(position, (int) Math.min(SEARCH_BYTES, size - position));
            int last = some.length - PAGE_HEADER_BYTES;
            for (int at = 0; at <= last; at++) {
                if (some[at] == (byte) PAGE_MAGIC && pageHeader(some, at) != null) {
                    return position + at;
                }
            }
            position += last + 1;
        }
        return -1;
    }

    private boolean isEmpty(long from, long size) throws IOException {
        for (long position = from; position < size; position += SEARCH_BYTES) {
            for (byte each : bytes(position, (int) Math.min(SEARCH_BYTES, size - position))) {
                if (each != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] bytes(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        if (length > 0 && file.read(ByteBuffer.wrap(bytes), position) != length) {
            throw new IOException(path(folder, number) + " ends before byte " + (position + length));
        }
        return bytes;
    }

    /**
     * Appends those series and syncs. After a failure the file is as it was before, or holds a torn page more, which does
     * no harm.
     *
     * @param series ascending
     */
    void append(SeriesTables tables, int[] series) throws IOException {
        long before = file.size();
        try {
            write(file, tables, series);
            file.sync();
            settle();
        } catch (IOException e) {
            try {
                file.truncate(before);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private static void write(DiskFile file, SeriesTables tables, int[] series) throws IOException {
        SeriesPageEncoder encoder = new SeriesPageEncoder(tables);
        PageBytes body = new PageBytes();
        int nextSeries = tables.sets.next();
        int nextSymbol = tables.values.next();
        for (int from = 0; from == 0 || from < series.length; from += PAGE_SERIES_MAX) {
            int to = Math.min(series.length, from + PAGE_SERIES_MAX);
            body.clear();
            encoder.encode(series, from, to, body);
            byte[] stored = new byte[(int) Zstd.compressBound(body.length())];
            long length = Zstd.compressByteArray(stored, 0, stored.length, body.array(), 0, body.length(), ZSTD_LEVEL);
            boolean smaller = !Zstd.isError(length) && length < body.length();
            if (!smaller) {
                stored = body.array();
                length = body.length();
            }
            ByteBuffer page = ByteBuffer.allocate(PAGE_HEADER_BYTES + (int) length).order(ByteOrder.LITTLE_ENDIAN);
            page.putInt(PAGE_MAGIC).putInt(0).putInt((int) length).putInt(body.length());
            page.putInt(checksum(stored, 0, (int) length)).putInt(smaller ? ZSTD : PLAIN);
            page.putInt(from < to ? series[from] : 0).putInt(to - from).putInt(nextSeries).putInt(nextSymbol);
            page.putInt(4, checksum(page.array(), 8, PAGE_HEADER_BYTES - 8));
            page.put(stored, 0, (int) length);
            file.append(page.flip());
        }
    }

    /**
     * Replaces the file by one that holds those series only. After a failure the old one stays. {@link #settle} must
     * follow; until then a power cut may bring back the old one, as it is now.
     *
     * @param series ascending
     */
    void rewrite(SeriesTables tables, int[] series) throws IOException {
        String path = path(folder, number + 1);
        String temporary = path + TEMPORARY;
        disk.delete(temporary);
        DiskFile next = disk.create(temporary);
        try {
            next.append(header());
            write(next, tables, series);
            next.sync();
            disk.rename(temporary, path);
        } catch (IOException e) {
            next.close();
            disk.delete(temporary);
            throw e;
        }
        DiskFile old = file;
        file = next;
        number++;
        settled = false;
        old.close();
    }

    /**
     * Sees to it that the file and its name survive a power cut, and only then deletes the file that it replaced. What a
     * process wrote that died before it synced is seen by the next one, but is not safe by that.
     */
    void settle() throws IOException {
        if (!settled) {
            file.sync();
            disk.syncFolder(folder);
            settled = true;
            disk.delete(path(folder, number - 1));
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
