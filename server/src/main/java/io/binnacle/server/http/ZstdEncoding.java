package io.binnacle.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import com.linecorp.armeria.common.encoding.StreamEncoderFactory;
import io.netty.buffer.ByteBufOutputStream;

/** Answers in zstd, for callers that accept it: the HTTP server itself knows the older encodings only. */
final class ZstdEncoding implements StreamEncoderFactory {

    /** The fastest of those that compress well: numbers as text shrink to a sixth. */
    private static final int LEVEL = 1;

    static List<StreamEncoderFactory> besideOthers() {
        List<StreamEncoderFactory> all = new ArrayList<>(StreamEncoderFactory.all());
        all.add(new ZstdEncoding());
        return all;
    }

    @Override
    public String encodingHeaderValue() {
        return "zstd";
    }

    /** The server closes it, also when the caller leaves: no finalizer need look after its native memory. */
    @Override
    public OutputStream newEncoder(ByteBufOutputStream encoded) {
        try {
            return new ZstdOutputStreamNoFinalizer(encoded, LEVEL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
