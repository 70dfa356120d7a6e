package io.binnacle.timeseries.block;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.binnacle.timeseries.column.ByteSink;
import io.binnacle.timeseries.disk.DiskFile;

/** Appends pages to a file, each with its mark, lengths and checksum, compressed when that is worth it. */
final class PageWriter implements AutoCloseable {

    /** Less than a sixteenth saved is not worth the time to read it. */
    private static final int WORTH_SHIFT = 4;

    private final DiskFile file;
    private final ZstdCompressCtx zstd = new ZstdCompressCtx();
    private final CRC32C checksum = new CRC32C();
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private long offset;

    PageWriter(DiskFile file, int zstdLevel) {
        this.file = file;
        zstd.setLevel(zstdLevel);
    }

    /** Bytes written so far: where the next page begins. */
    long offset() {
        return offset;
    }

    void appendPlain(ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        file.append(bytes);
        offset += count;
    }

    /** The bytes that the page takes, header included. */
    int append(int kind, ByteSink raw) throws IOException {
        int room = BlockFormat.PAGE_HEADER_BYTES + (int) Zstd.compressBound(raw.size());
        if (buffer.capacity() < room) {
            buffer = ByteBuffer.allocate(room).order(ByteOrder.LITTLE_ENDIAN);
        }
        byte[] page = buffer.array();
        int compression = BlockFormat.ZSTD;
        int stored = zstd.compressByteArray(page, BlockFormat.PAGE_HEADER_BYTES,
                page.length - BlockFormat.PAGE_HEADER_BYTES, raw.bytes(), 0, raw.size());
        if (stored > raw.size() - (raw.size() >> WORTH_SHIFT)) {
            compression = BlockFormat.PLAIN;
            stored = raw.size();
            System.arraycopy(raw.bytes(), 0, page, BlockFormat.PAGE_HEADER_BYTES, stored);
        }
        buffer.clear().putInt(BlockFormat.PAGE_MARK).putInt(kind | compression << 8).putInt(stored).putInt(raw.size());
        checksum.reset();
        checksum.update(page, 0, 16);
        checksum.update(page, BlockFormat.PAGE_HEADER_BYTES, stored);
        buffer.putInt((int) checksum.getValue());
        int bytes = BlockFormat.PAGE_HEADER_BYTES + stored;
        appendPlain(buffer.position(0).limit(bytes));
        return bytes;
    }

    /** Frees the compressor; the file is not its own. */
    @Override
    public void close() {
        zstd.close();
    }
}
