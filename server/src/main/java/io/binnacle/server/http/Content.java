package io.binnacle.server.http;

import java.nio.charset.StandardCharsets;

/**
 * An answer that a handler has encoded itself, where another product's format is kept to the letter. The bytes are owned
 * by the answer and are not copied.
 */
public final class Content {

    private final int status;
    private final String mediaType;
    private final byte[] bytes;

    public Content(int status, String mediaType, byte[] bytes) {
        this.status = status;
        this.mediaType = mediaType;
        this.bytes = bytes;
    }

    public static Content json(int status, String json) {
        return new Content(status, "application/json; charset=utf-8", json.getBytes(StandardCharsets.UTF_8));
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
}
