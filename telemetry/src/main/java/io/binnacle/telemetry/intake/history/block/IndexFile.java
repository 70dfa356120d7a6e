package io.binnacle.telemetry.intake.history.block;

import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.label.Labels;

/** The series of a block, in their order, each with the places of its chunks. Version 2. Belongs to one thread. */
final class IndexFile {

    private static final int MAGIC = 0xBAAAD700;
    private static final int VERSION = 2;
    /** Six places of eight bytes, and a checksum. */
    private static final int CONTENTS_BYTES = 6 * Long.BYTES + Integer.BYTES;
    private static final int ALIGNMENT = 16;

    private final FileBytes file;
    private final List<String> symbols = new ArrayList<>();
    private final long seriesEnd;
    private long next;

    IndexFile(FileBytes file) {
        this.file = file;
        file.expectMagic(MAGIC, VERSION);
        file.seek(4);
        if (file.readByte() != VERSION) {
            throw file.corrupt("its series of version 1 are not read; Prometheus has written version 2 since 2.0");
        }
        long contents = file.size() - CONTENTS_BYTES;
        if (contents < 0) {
            throw file.corrupt("it has no table of contents");
        }
        file.check(contents, contents + 6 * Long.BYTES);
        file.seek(contents);
        long[] sections = new long[6];
        for (int i = 0; i < sections.length; i++) {
            sections[i] = file.readLong();
        }
        readSymbols(sections[0]);
        next = sections[1];
        seriesEnd = end(sections, contents);
    }

    /** Series end where the next section begins, whichever that is. */
    private long end(long[] sections, long contents) {
        long end = contents;
        for (long section : sections) {
            if (section > sections[1] && section < end) {
                end = section;
            }
        }
        return end;
    }

    private void readSymbols(long at) {
        file.seek(at);
        long length = file.readUnsignedInt();
        long from = file.position();
        file.check(from, from + length);
        long count = file.readUnsignedInt();
        for (long i = 0; i < count; i++) {
            symbols.add(file.readText());
        }
    }

    /**
     * Reads the next series.
     *
     * @return false when there is none
     * @throws Corrupt it is damaged; the next call reads the one behind it
     */
    boolean next(BlockSeries into) {
        long at = (next + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (at >= seriesEnd) {
            return false;
        }
        file.seek(at);
        long length = file.readUvarint();
        if (length == 0) {
            next = seriesEnd;
            return false;
        }
        long from = file.position();
        if (length > seriesEnd - from - Integer.BYTES) {
            next = seriesEnd;
            throw file.corrupt("a series at " + at + " is too long; those behind it are lost");
        }
        next = from + length + Integer.BYTES;
        file.check(from, from + length);
        into.begin(at / ALIGNMENT, labels());
        readChunks(into);
        return true;
    }

    private Labels labels() {
        Labels.Builder labels = new Labels.Builder();
        long count = file.readUvarint();
        for (long i = 0; i < count; i++) {
            String name = symbol(file.readUvarint());
            labels.set(name, symbol(file.readUvarint()));
        }
        return labels.build();
    }

    private String symbol(long number) {
        if (number < 0 || number >= symbols.size()) {
            throw file.corrupt("a series names text " + number + " of " + symbols.size());
        }
        return symbols.get((int) number);
    }

    /** Each place, and each first time, is told by how far it is from the one before. */
    private void readChunks(BlockSeries into) {
        long count = file.readUvarint();
        long place = 0;
        long lastMillis = 0;
        for (long i = 0; i < count; i++) {
            long firstMillis = i == 0 ? file.readVarint() : lastMillis + file.readUvarint();
            lastMillis = firstMillis + file.readUvarint();
            place = i == 0 ? file.readUvarint() : place + file.readVarint();
            into.add(place);
        }
    }
}
