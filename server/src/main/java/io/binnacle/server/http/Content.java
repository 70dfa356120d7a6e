package io.binnacle.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An answer that a handler encodes itself, where another product's format is kept to the letter: bytes that are there, which the
 * answer owns and does not copy, or bytes that are written while the caller takes them.
 */
public final class Content {

    private final int status;
    private final String mediaType;
    private final byte[] bytes;
    private final @Nullable Body body;
    private final Map<String, String> headers;

    /** Writes the bytes of an answer. */
    @FunctionalInterface
    public interface Body {

        /**
         * Called once, in the handler's thread. Nothing is held of what is written but a piece or two, so a caller that is slow
         * makes the writer wait, and one that leaves has it interrupted. What it throws when a part has gone out breaks the
         * answer off, as nobody could tell a status any more.
         *
         * @param out need not be closed, or flushed: the answer is whole when this method returns
         */
        void write(OutputStream out) throws IOException;
    }

    public Content(int status, String mediaType, byte[] bytes) {
        this(status, mediaType, bytes, null, Map.of());
    }

    private Content(int status, String mediaType, byte[] bytes, @Nullable Body body, Map<String, String> headers) {
        this.status = status;
        this.mediaType = mediaType;
        this.bytes = bytes;
        this.body = body;
        this.headers = headers;
    }

    public static Content json(int status, String json) {
        return new Content(status, "application/json; charset=utf-8", json.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer of any size, with status 200. */
    public static Content streamed(String mediaType, Body body) {
        return new Content(200, mediaType, new byte[0], body, Map.of());
    }

    /** The same with one header more. */
    public Content with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Content(status, mediaType, bytes, body, more);
    }

    public int status() {
        return status;
    }

    public String mediaType() {
        return mediaType;
    }

    byte[] bytes() {
        return bytes;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** Null when the bytes are there. */
    @Nullable
    Body body() {
        return body;
    }
}
