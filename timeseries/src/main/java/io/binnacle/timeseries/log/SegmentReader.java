package io.binnacle.timeseries.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

import io.binnacle.timeseries.log.SegmentFormat.Header;

/**
 * Hands out the good records of a segment, and tells damage from torn ends.
 *
 * <p>A good record header gives the length, so a damaged payload costs just its record. Behind a damaged header the next good one is looked
 * for byte by byte; the salted check makes that safe and cheap, since only a header of this segment at this offset passes.
 * What lies behind the last good record is torn, not damaged, when a write that did not complete explains it: a record
 * longer than the file, too little for a header, or zeros (the size came to the disk, the bytes did not).
 */
final class SegmentReader {

    private final long segment;
    private final Header header;
    private final SegmentBytes bytes;
    private final long endWanted;
    private final Consumer<String> problems;
    private final SegmentFormat format = new SegmentFormat();
    private long records;
    private long bytesDamaged;
    private long bytesTorn;

    /**
     * @param endWanted where the last record ends as the next segment tells; -1 when there is none
     */
    SegmentReader(Header header, SegmentBytes bytes, long endWanted, Consumer<String> problems) {
        this.segment = header.segment();
        this.header = header;
        this.bytes = bytes;
        this.endWanted = endWanted;
        this.problems = problems;
    }

    /** Reads it all. @return where a later segment may say that this one ends */
    long read(WriteAheadLog.Reader reader) throws IOException {
        long size = bytes.size();
        long at = SegmentFormat.SEGMENT_HEADER_BYTES;
        for (long next = step(at, reader); next >= 0; next = step(at, reader)) {
            at = next;
        }
        return judgeTail(Math.min(at, size), size);
    }

    /**
     * Hands out the record at that place, which is the first one's or what a step returned. Where it is damaged nothing is handed out.
     *
     * @return where the next one begins; -1 when no whole one is left
     */
    long step(long at, WriteAheadLog.Reader reader) throws IOException {
        if (at >= bytes.size()) {
            return -1;
        }
        int length = lengthAt(at);
        if (length < 0) {
            long next = nextHeader(at + 1);
            if (next >= 0) {
                damaged(at, next, "no record can be told there");
            }
            return next;
        }
        long payload = at + SegmentFormat.RECORD_HEADER_BYTES;
        if (length > bytes.size() - payload) {
            return -1;
        }
        int payloadCheck = bytes.intAt(at + 4);
        ByteBuffer record = bytes.slice(payload, length);
        if (format.payloadCheck(record) == payloadCheck) {
            records++;
            reader.record(segment, record);
        } else {
            damaged(at, payload + length, "the record's checksum is wrong");
        }
        return payload + length;
    }

    private long judgeTail(long tail, long size) {
        if (endWanted > tail) {
            damaged(tail, endWanted, "the segment once went on to there");
            return endWanted;
        }
        if (tail < size && endWanted < 0 && !torn(tail, size)) {
            damaged(tail, size, "no record can be told there");
            return size;
        }
        bytesTorn += size - tail;
        return tail;
    }

    private boolean torn(long tail, long size) {
        if (size - tail < SegmentFormat.RECORD_HEADER_BYTES || lengthAt(tail) >= 0) {
            return true;
        }
        return bytes.zeros(tail);
    }

    /** The length that a good header at that offset tells; -1 when there is none. The record may be longer than the file. */
    private int lengthAt(long at) {
        if (bytes.size() - at < SegmentFormat.RECORD_HEADER_BYTES) {
            return -1;
        }
        int length = bytes.intAt(at);
        boolean sane = length >= 0 && length <= SegmentFormat.RECORD_BYTES_MAX;
        return sane && bytes.intAt(at + 8) == format.recordCheck(header.salt(), at, length, bytes.intAt(at + 4))
                ? length
                : -1;
    }

    private long nextHeader(long from) {
        for (long at = from; at <= bytes.size() - SegmentFormat.RECORD_HEADER_BYTES; at++) {
            if (lengthAt(at) >= 0) {
                return at;
            }
        }
        return -1;
    }

    private void damaged(long from, long to, String why) {
        bytesDamaged += to - from;
        problems.accept("log segment " + SegmentFormat.name(segment) + ": bytes " + from + " to " + to
                + " are lost: " + why);
    }

    long records() {
        return records;
    }

    long bytesDamaged() {
        return bytesDamaged;
    }

    long bytesTorn() {
        return bytesTorn;
    }
}
