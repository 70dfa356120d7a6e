package io.binnacle.timeseries.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/** The bytes of a segment, version 1, as docs/format/log.md draws them. Not for several threads. */
final class SegmentFormat {

    static final int VERSION = 1;
    /** Bytes in front of the first record: the header, twice, so that one flipped bit does not cost the segment. */
    static final int SEGMENT_HEADER_BYTES = 96;
    static final int RECORD_HEADER_BYTES = 12;
    /** Keeps a segment below the 2 GB that a buffer holds, whatever the settings. */
    static final int RECORD_BYTES_MAX = 1 << 29;

    private static final int COPY_BYTES = 48;
    private static final long MAGIC = 0x474F4C4C434E4942L;
    private static final String SUFFIX = ".log";
    private static final int DIGITS = 10;

    /**
     * @param salt random: goes into the check of each record header, so that no payload can be made to look like a record
     * @param previous the segment before this one, 0 when there was none
     * @param previousEnd where the last record of that one ends
     */
    record Header(int version, long segment, long salt, long previous, long previousEnd) {}

    private final CRC32C crc = new CRC32C();
    private final byte[] checked = new byte[24];
    private final ByteBuffer checkedBuffer = ByteBuffer.wrap(checked).order(ByteOrder.LITTLE_ENDIAN);

    static String name(long segment) {
        return String.format("%0" + DIGITS + "d" + SUFFIX, segment);
    }

    /** The number of the segment of that name; empty for another file. */
    static OptionalLong number(String name) {
        String digits = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
        boolean number = digits.length() >= DIGITS && digits.length() <= 18
                && digits.chars().allMatch(each -> each >= '0' && each <= '9');
        return number ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    ByteBuffer encode(Header header) {
        ByteBuffer bytes = ByteBuffer.allocate(SEGMENT_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int copy = 0; copy < SEGMENT_HEADER_BYTES; copy += COPY_BYTES) {
            bytes.putLong(MAGIC).putInt(header.version()).putInt(0);
            bytes.putLong(header.segment()).putLong(header.salt());
            bytes.putLong(header.previous()).putLong(header.previousEnd());
            bytes.putInt(copy + 12, headerCheck(bytes, copy));
        }
        return bytes.flip();
    }

    /** The header at the start of a segment, from the first of its copies that is good; null when none is. */
    @Nullable
    Header decode(ByteBuffer bytes) {
        ByteBuffer from = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        for (int copy = 0; copy + COPY_BYTES <= Math.min(from.limit(), SEGMENT_HEADER_BYTES); copy += COPY_BYTES) {
            if (from.getLong(copy) == MAGIC && from.getInt(copy + 12) == headerCheck(from, copy)) {
                return new Header(from.getInt(copy + 8), from.getLong(copy + 16), from.getLong(copy + 24),
                        from.getLong(copy + 32), from.getLong(copy + 40));
            }
        }
        return null;
    }

    /** Over the copy but for the check itself: magic and version, then the numbers. */
    private int headerCheck(ByteBuffer bytes, int copy) {
        crc.reset();
        ByteBuffer part = bytes.duplicate();
        part.limit(copy + 12).position(copy);
        crc.update(part);
        part.limit(copy + COPY_BYTES).position(copy + 16);
        crc.update(part);
        return (int) crc.getValue();
    }

    /** Over what remains in the buffer, which is left as it was. */
    int payloadCheck(ByteBuffer payload) {
        int start = payload.position();
        crc.reset();
        crc.update(payload);
        payload.position(start);
        return (int) crc.getValue();
    }

    int recordCheck(long salt, long offset, int length, int payloadCheck) {
        checkedBuffer.putLong(0, salt).putLong(8, offset).putInt(16, length).putInt(20, payloadCheck);
        crc.reset();
        crc.update(checked, 0, checked.length);
        return (int) crc.getValue();
    }
}
