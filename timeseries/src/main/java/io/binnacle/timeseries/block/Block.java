package io.binnacle.timeseries.block;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.arena.Arenas;
import io.binnacle.timeseries.column.ByteSource;
import io.binnacle.timeseries.column.ColumnEncoding;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.event.EventColumns;
import io.binnacle.timeseries.event.EventKind;
import org.roaringbitmap.RoaringBitmap;

/**
 * An open block: its file, mapped, and its directory. Immutable and for any thread, but for its name and the count of its
 * users: it begins with one, whoever else reads it {@linkplain #retain retains} it meanwhile, and the last
 * {@linkplain #release release} unmaps it. The file may be deleted or {@linkplain #renamed renamed} while it is open.
 */
public final class Block {

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /**
     * How much a block held when it was written.
     *
     * @param samples float samples
     * @param series those with samples or events
     */
    public record Written(long samples, int series) {}

    private volatile String path;
    private final Arena arena;
    private final MemorySegment file;
    private final Directory directory;
    private final PageEntry[] samplePages;
    private final PageEntry[] timePages;
    private final PageEntry[] eventPages;
    private final AtomicInteger users = new AtomicInteger(1);

    private Block(String path, Arena arena, MemorySegment file, Directory directory) {
        this.path = path;
        this.arena = arena;
        this.file = file;
        this.directory = directory;
        this.samplePages = directory.pages(BlockFormat.SAMPLES);
        this.timePages = directory.pages(BlockFormat.TIMES);
        this.eventPages = directory.pages(BlockFormat.EVENTS);
    }

    /**
     * Maps a block and reads its directory; pages are checked when they are read. When the directory is damaged, it is
     * made anew from the pages that are good, and {@code problems} hears of it.
     *
     * @throws Corrupt the file is no block, or of a version that this program does not know
     */
    public static Block open(Disk disk, String path, Consumer<String> problems) throws IOException {
        Arena arena = Arenas.shared();
        boolean opened = false;
        try {
            MemorySegment file = disk.map(path, arena);
            Block block = new Block(path, arena, file, directory(file, path, problems));
            opened = true;
            return block;
        } finally {
            if (!opened) {
                arena.close();
            }
        }
    }

    /** Whether a later version of this program wrote that file, which is then none of ours to judge. */
    public static boolean isOfLaterVersion(Disk disk, String path) throws IOException {
        try (Arena arena = Arenas.confined()) {
            MemorySegment file = disk.map(path, arena);
            return file.byteSize() >= BlockFormat.HEADER_BYTES && file.get(LONG, 0) == BlockFormat.MAGIC
                    && file.get(INT, Long.BYTES) > BlockFormat.VERSION;
        }
    }

    private static Directory directory(MemorySegment file, String path, Consumer<String> problems) {
        boolean begins = file.byteSize() >= BlockFormat.HEADER_BYTES && file.get(LONG, 0) == BlockFormat.MAGIC;
        if (begins && file.get(INT, Long.BYTES) > BlockFormat.VERSION) {
            throw new Corrupt(path + " has version " + file.get(INT, Long.BYTES) + ", this program reads up to "
                    + BlockFormat.VERSION, null);
        }
        try {
            ByteSource source = new ByteSource();
            PageLoader loader = new PageLoader(file, path);
            loader.load(Trailer.read(file, path), new byte[0], source);
            if (loader.kind() != BlockFormat.DIRECTORY) {
                throw new Corrupt(path + ": its trailer leads to no directory", null);
            }
            Directory directory = Directory.read(source);
            if (!begins) {
                problems.accept(path + ": its first bytes are damaged; its directory is good");
            }
            return directory;
        } catch (Corrupt corrupt) {
            Directory found = new BlockScan(file, path).directory();
            if (!begins && found.pages().isEmpty()) {
                throw corrupt;
            }
            problems.accept(corrupt.getMessage() + "; made anew from " + found.pages().size() + " good pages with "
                    + found.samples() + " samples");
            return found;
        }
    }

    public String path() {
        return path;
    }

    /** Its file has that name now: readers that are made from here on name it when they find damage. */
    public void renamed(String newPath) {
        path = newPath;
    }

    /** The first time in it; greater than {@link #maxMillis} when it is empty. */
    public long minMillis() {
        return directory.minMillis();
    }

    public long maxMillis() {
        return directory.maxMillis();
    }

    /** Float samples; native histograms are among the {@link #events}. */
    public long samples() {
        return directory.samples();
    }

    /** Events of all kinds. */
    public long events() {
        long events = 0;
        for (PageEntry page : eventPages) {
            events += page.samples();
        }
        return events;
    }

    /** What its trailer says that it held, damaged or not by now; nothing when the trailer itself is damaged. */
    public Optional<Written> written() {
        return Trailer.written(file, path);
    }

    /** How many series have samples or events in it. */
    public int series() {
        return directory.series().getCardinality();
    }

    /** Whether any of its series has events. */
    public boolean hasEvents() {
        return eventPages.length > 0;
    }

    /** The size of its file. */
    public long bytes() {
        return file.byteSize();
    }

    /** Whether that series has samples or events in it. */
    public boolean holds(int series) {
        return directory.series().contains(series);
    }

    /** Whether that series has samples in it, float or native histogram. */
    public boolean holdsSamples(int series) {
        return directory.series().contains(series) && !directory.withoutSamples().contains(series);
    }

    /** The series that have samples or events in it; not to be changed. */
    public RoaringBitmap seriesNumbers() {
        return directory.series();
    }

    /** Of these, those that have samples, float or native histogram. */
    public RoaringBitmap sampledNumbers() {
        return RoaringBitmap.andNot(directory.series(), directory.withoutSamples());
    }

    /** A new reader, for one thread, good until the block is released. */
    public BlockReader reader() {
        return new BlockReader(this);
    }

    /** Checks every page's checksum, and that each is what the directory says. */
    public void verify(Consumer<String> problems) {
        PageLoader loader = loader();
        ByteSource source = new ByteSource();
        byte[] bytes = {};
        for (PageEntry page : directory.pages()) {
            try {
                bytes = loader.load(page, bytes, source);
            } catch (Corrupt corrupt) {
                problems.accept(corrupt.getMessage());
            }
        }
    }

    /**
     * What takes the bytes, found by reading every page of samples and events; damaged ones are told, each once, and what
     * needs them is not counted.
     */
    public BlockInspection inspect(Consumer<String> problems) {
        Set<String> damage = new LinkedHashSet<>();
        BlockInspection found = inspected(damage::add);
        damage.forEach(problems);
        return found;
    }

    private BlockInspection inspected(Consumer<String> damage) {
        PageLoader loader = loader();
        TimePages times = new TimePages(timePages, loader);
        SamplePage samplePage = new SamplePage(loader);
        Map<ColumnEncoding, BlockInspection.Share> byEncoding = new TreeMap<>();
        for (PageEntry page : samplePages) {
            try {
                samplePage.load(page);
                for (int i = 0; i < samplePage.entries(); i++) {
                    count(samplePage, i, times, byEncoding, damage);
                }
            } catch (Corrupt corrupt) {
                damage.accept(corrupt.getMessage());
            }
        }
        long timeColumns = timePages.length == 0 ? 0 : timePages[timePages.length - 1].last() + 1;
        return new BlockInspection(directory.pages().size(), bytes(samplePages), bytes(timePages), bytes(eventPages),
                timeColumns, byEncoding, events(damage));
    }

    /** A page of times that is damaged takes none of its neighbours with it. */
    private static void count(SamplePage page, int entry, TimePages times,
            Map<ColumnEncoding, BlockInspection.Share> byEncoding, Consumer<String> damage) {
        try {
            times.seek(page.timeColumn(entry));
            byEncoding.merge(page.encoding(entry), new BlockInspection.Share(1, times.rows(), page.bytes(entry)),
                    BlockInspection.Share::plus);
        } catch (Corrupt corrupt) {
            damage.accept(corrupt.getMessage());
        }
    }

    private Map<EventKind, BlockInspection.Events> events(Consumer<String> problems) {
        Map<EventKind, BlockInspection.Events> found = new EnumMap<>(EventKind.class);
        EventVisit visit = new EventVisit();
        BlockReader reader = reader();
        while (reader.nextEvents(visit, corrupt -> problems.accept(String.valueOf(corrupt.getMessage())))) {
            EventColumns events = visit.events();
            long payloadBytes = 0;
            for (int i = 0; i < events.count(); i++) {
                payloadBytes += events.payloads()[i].length;
            }
            BlockInspection.Events share = new BlockInspection.Events(1, events.count(), payloadBytes);
            visit.kind().ifPresent(kind -> found.merge(kind, share, BlockInspection.Events::plus));
        }
        return found;
    }

    private static long bytes(PageEntry[] pages) {
        long bytes = 0;
        for (PageEntry page : pages) {
            bytes += page.bytes();
        }
        return bytes;
    }

    /** One user more. */
    public void retain() {
        if (users.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
            throw new BugException(path + " was released by its last user");
        }
    }

    /** One user less; the last one unmaps the file. */
    public void release() {
        int left = users.decrementAndGet();
        if (left < 0) {
            throw new BugException(path + " was released more often than retained");
        }
        if (left == 0) {
            arena.close();
        }
    }

    PageLoader loader() {
        return new PageLoader(file, path);
    }

    PageEntry[] samplePages() {
        return samplePages;
    }

    PageEntry[] timePages() {
        return timePages;
    }

    PageEntry[] eventPages() {
        return eventPages;
    }
}
