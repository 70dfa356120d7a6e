package io.binnacle.server.api;

import java.util.List;

import com.linecorp.armeria.common.HttpHeaderNames;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Content;
import io.binnacle.server.http.RawBody;
import io.binnacle.server.http.Route;
import io.binnacle.server.http.UnsupportedMediaType;
import io.binnacle.server.security.Permission;
import io.binnacle.telemetry.export.remoteread.ReadRequest;
import io.binnacle.telemetry.export.remoteread.RemoteReader;

/**
 * Prometheus remote read, at the path where Prometheus itself gives it: samples, or frames of chunks, written while
 * they are taken, where the reader knows them.
 */
public final class RemoteReadApi {

    private static final String PROTOBUF = "application/x-protobuf";
    private static final long REQUEST_BYTES_MAX = 1 << 20;

    private final RemoteReader reader;

    public RemoteReadApi(RemoteReader reader) {
        this.reader = reader;
    }

    public List<Route<?, ?>> routes() {
        return List.of(Route.post("read", "readSamples", "Gives stored samples by Prometheus remote read")
                .needs(Permission.METRIC_READ).raw(PROTOBUF, REQUEST_BYTES_MAX).returnsContent().handle(this::read));
    }

    private Content read(Call call, RawBody body) {
        if (!body.encoding().equalsIgnoreCase("snappy")) {
            throw new UnsupportedMediaType("Content-Encoding must be snappy");
        }
        ReadRequest request = ReadRequest.parse(body.read());
        if (request.chunked()) {
            return Content.streamed("application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse",
                    out -> reader.chunks(request, out));
        }
        byte[] answer = reader.samples(request);
        call.context().setAdditionalResponseHeader(HttpHeaderNames.CONTENT_ENCODING, "snappy");
        return new Content(200, PROTOBUF, answer);
    }
}
