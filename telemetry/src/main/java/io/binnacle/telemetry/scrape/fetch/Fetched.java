package io.binnacle.telemetry.scrape.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** An answer's body, whole and not compressed. Whoever has it closes it, so that its memory is free for others. */
public final class Fetched implements AutoCloseable {

    private static final int FIRST_BYTES = 16 * 1024;

    private final FetchMemory memory;
    byte[] bytes;
    int size;
    private String contentType = "";
    private long taken;
    private boolean closed;

    Fetched(FetchMemory memory, int expectedBytes) throws IOException {
        this.memory = memory;
        int first = Math.max(FIRST_BYTES, expectedBytes);
        memory.take(first);
        this.taken = first;
        this.bytes = new byte[first];
    }

    /** Makes room; the body may be closed while its bytes still come. */
    synchronized void reserve(int wanted) throws IOException {
        if (closed) {
            throw new IOException("nobody waits for the body any more");
        }
        if (wanted > bytes.length) {
            int length = Math.max(wanted, (int) Math.min(bytes.length + (long) (bytes.length >> 1),
                    Integer.MAX_VALUE - 8));
            memory.take(length - bytes.length);
            taken += length - bytes.length;
            bytes = Arrays.copyOf(bytes, length);
        }
    }

    /** The same without its compression. This one is closed. */
    Fetched gunzipped(int expectedBytes, long bytesMax) throws IOException {
        Fetched plain = new Fetched(memory, expectedBytes);
        plain.contentType = contentType;
        boolean whole = false;
        try (this; GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes, 0, size), FIRST_BYTES)) {
            while (true) {
                plain.reserve(plain.size + 1);
                int read = in.read(plain.bytes, plain.size, plain.bytes.length - plain.size);
                if (read < 0) {
                    whole = true;
                    return plain;
                }
                plain.size += read;
                if (plain.size > bytesMax) {
                    throw new IOException("body size limit exceeded: more than " + bytesMax + " bytes");
                }
            }
        } finally {
            if (!whole) {
                plain.close();
            }
        }
    }

    void contentType(Optional<String> type) {
        contentType = type.orElse("");
    }

    /** The bytes, from 0 to {@link #size}; what is behind means nothing. */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    /** Empty when the answer has none. */
    public String contentType() {
        return contentType;
    }

    @Override
    public synchronized void close() {
        closed = true;
        memory.give(taken);
        taken = 0;
    }
}
