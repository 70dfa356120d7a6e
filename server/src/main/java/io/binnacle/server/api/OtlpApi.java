package io.binnacle.server.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Content;
import io.binnacle.server.http.Json;
import io.binnacle.server.http.RawBody;
import io.binnacle.server.http.Route;
import io.binnacle.server.http.UnsupportedMediaType;
import io.binnacle.server.security.Permission;
import io.binnacle.telemetry.intake.BodyBudget;
import io.binnacle.telemetry.intake.otlp.OtlpReceiver;
import io.binnacle.telemetry.intake.otlp.OtlpResult;
import io.binnacle.timeseries.Sender;

/**
 * OpenTelemetry metrics by OTLP: over HTTP, as protobuf and JSON, at Prometheus' path and at OTLP's own; and by gRPC, whose one
 * unary call needs no more than a frame around the message and the status behind it. Who may not call, or sends too much, is told by
 * the HTTP status, which gRPC gives a meaning, too.
 */
public final class OtlpApi {

    private static final MediaType PROTOBUF = MediaType.create("application", "x-protobuf");
    private static final String GRPC = "application/grpc";
    private static final String GRPC_PATH = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
    private static final int FRAME_HEAD = 5;
    private static final int INVALID_ARGUMENT = 3;

    private final OtlpReceiver receiver;
    private final BodyBudget budget;
    private final long bodyBytesMax;

    /** The answer's only field, in OTLP's JSON. */
    record Answer(Partial partialSuccess) {}

    /** @param rejectedDataPoints as text, as OTLP's JSON writes 64 bits */
    record Partial(String rejectedDataPoints, String errorMessage) {}

    public OtlpApi(OtlpReceiver receiver, BodyBudget budget, long bodyBytesMax) {
        this.receiver = receiver;
        this.budget = budget;
        this.bodyBytesMax = bodyBytesMax;
    }

    public List<Route<?, ?>> routes() {
        String summary = "Takes OpenTelemetry metrics by OTLP, as protobuf or JSON";
        return List.of(
                Route.post("otlp/v1/metrics", "exportMetrics", summary).needs(Permission.METRIC_INGEST)
                        .raw(PROTOBUF.toString(), bodyBytesMax).returnsContent().handle(this::export),
                Route.post("/v1/metrics", "exportMetricsAtOwnPath", summary).needs(Permission.METRIC_INGEST)
                        .raw(PROTOBUF.toString(), bodyBytesMax).returnsContent().handle(this::export),
                Route.post(GRPC_PATH, "exportMetricsByGrpc", "Takes OpenTelemetry metrics by OTLP over gRPC")
                        .needs(Permission.METRIC_INGEST).raw(GRPC, bodyBytesMax).streams().handle(this::exportByGrpc));
    }

    private OtlpResult receive(Call call, RawBody body, Reading reading) {
        // A tenant is an API token, by its name, as for remote write.
        String tenant = call.principal().name();
        return budget.within(body.length().orElse(bodyBytesMax),
                () -> reading.read(body.read(), new Sender(tenant, tenant)));
    }

    private interface Reading {
        OtlpResult read(byte[] bytes, Sender sender);
    }

    private Content export(Call call, RawBody body) {
        MediaType type = body.mediaType();
        boolean json = type != null && type.isJson();
        if (!json && (type == null || !PROTOBUF.is(type.withoutParameters()))) {
            throw new UnsupportedMediaType("Content-Type must be " + PROTOBUF + " or application/json");
        }
        boolean gzip = switch (body.encoding().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> false;
            case "gzip" -> true;
            default -> throw new UnsupportedMediaType("Content-Encoding must be gzip, or none");
        };
        OtlpResult result = receive(call, body, (bytes, sender) -> receiver.receive(bytes, json, gzip, sender));
        if (!json) {
            return new Content(200, PROTOBUF.toString(), message(result));
        }
        boolean whole = result.rejected() == 0;
        return Content.json(200, whole
                ? "{}"
                : new String(Json.write(new Answer(new Partial(Integer.toString(result.rejected()), result.message()))),
                        StandardCharsets.UTF_8));
    }

    /** {@code ExportMetricsServiceResponse 1 partial_success { 1 rejected_data_points   2 error_message }}; empty when all is stored. */
    private static byte[] message(OtlpResult result) {
        ByteArrayOutputStream partial = new ByteArrayOutputStream();
        if (result.rejected() > 0) {
            partial.write(1 << 3);
            varint(partial, result.rejected());
            byte[] text = result.message().getBytes(StandardCharsets.UTF_8);
            partial.write(2 << 3 | 2);
            varint(partial, text.length);
            partial.writeBytes(text);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (partial.size() > 0) {
            out.write(1 << 3 | 2);
            varint(out, partial.size());
            out.writeBytes(partial.toByteArray());
        }
        return out.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, int number) {
        int rest = number;
        while (rest >= 0x80) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private HttpResponse exportByGrpc(Call call, RawBody body) {
        MediaType type = body.mediaType();
        if (type == null || !type.toString().startsWith(GRPC)) {
            throw new UnsupportedMediaType("Content-Type must be " + GRPC);
        }
        String encoding = call.context().request().headers().get("grpc-encoding", "identity");
        try {
            OtlpResult result = receive(call, body, (bytes, sender) -> framed(bytes, encoding, sender));
            byte[] message = message(result);
            ByteBuffer frame = ByteBuffer.allocate(FRAME_HEAD + message.length).put((byte) 0).putInt(message.length)
                    .put(message);
            return answer(HttpData.wrap(frame.array()), HttpHeaders.of("grpc-status", "0"));
        } catch (InvalidInput e) {
            return answer(HttpData.empty(), HttpHeaders.of("grpc-status", Integer.toString(INVALID_ARGUMENT),
                    "grpc-message", percentEncoded(String.valueOf(e.getMessage()))));
        }
    }

    private static HttpResponse answer(HttpData frame, HttpHeaders trailers) {
        ResponseHeaders headers = ResponseHeaders.builder(200).add("content-type", GRPC).build();
        return HttpResponse.of(headers, frame, trailers);
    }

    /** One message in its frame: whether it is compressed, its length, itself. */
    private OtlpResult framed(byte[] bytes, String encoding, Sender sender) {
        if (bytes.length < FRAME_HEAD || ByteBuffer.wrap(bytes, 1, 4).getInt() != bytes.length - FRAME_HEAD) {
            throw new InvalidInput("body", "one message in gRPC's frame", bytes.length + " bytes");
        }
        boolean compressed = bytes[0] != 0;
        if (compressed && !encoding.equals("gzip")) {
            throw new InvalidInput("grpc-encoding", "gzip or identity", encoding);
        }
        byte[] message = Arrays.copyOfRange(bytes, FRAME_HEAD, bytes.length);
        return receiver.receive(message, false, compressed, sender);
    }

    private static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~' && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", b & 0xff));
            }
        }
        return encoded.toString();
    }
}
