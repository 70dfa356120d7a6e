package io.binnacle.telemetry.scrape.kubernetes;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.telemetry.scrape.fetch.OpenBody;
import org.jspecify.annotations.Nullable;

/** The events of a watch, one a line. One thread reads. */
final class WatchStream implements AutoCloseable {

    /** The API takes no object beyond 3 MiB. */
    private static final int LINE_BYTES_MAX = 8 << 20;
    private static final int BUFFER_BYTES = 16 << 10;

    private final OpenBody body;
    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    WatchStream(OpenBody body) {
        this.body = body;
        this.in = new BufferedInputStream(body.in(), BUFFER_BYTES);
    }

    /** Waits for the next event; null when the server ended the watch, as it does every few minutes. */
    @Nullable
    JsonNode next() throws IOException {
        line.reset();
        while (true) {
            int read = in.read();
            if (read < 0) {
                return null;
            }
            if (read == '\n' && line.size() > 0) {
                break;
            }
            line.write(read);
            if (line.size() > LINE_BYTES_MAX) {
                throw new IOException("an event of more than " + LINE_BYTES_MAX + " bytes");
            }
        }
        try {
            return ApiServer.JSON.readTree(line.toByteArray());
        } catch (JsonProcessingException e) {
            throw new IOException("an event that is no JSON", e);
        }
    }

    @Override
    public void close() {
        body.close();
    }
}
