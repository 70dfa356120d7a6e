package io.binnacle.server.http;

import java.util.OptionalLong;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * A request's body that is no JSON. Its handler looks at the head first, and reads when it has made room. Used by one
 * thread.
 */
public final class RawBody {

    private final HttpRequest request;

    RawBody(HttpRequest request) {
        this.request = request;
    }

    /** Null when the sender does not tell, or tells no media type. */
    public @Nullable MediaType mediaType() {
        return request.contentType();
    }

    /** As the sender wrote it; empty when it does not tell. */
    public String encoding() {
        return request.headers().get(HttpHeaderNames.CONTENT_ENCODING, "");
    }

    /** How long the body is going to be; empty when the sender does not tell. */
    public OptionalLong length() {
        long length = request.headers().contentLength();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /** Waits for the whole body; may be called once. The bytes are the caller's. */
    public byte[] read() {
        return request.aggregate().join().content().array();
    }
}
