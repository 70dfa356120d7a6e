package io.binnacle.server.api;

import java.util.List;

import com.linecorp.armeria.common.MediaType;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.RawBody;
import io.binnacle.server.http.Route;
import io.binnacle.server.http.UnsupportedMediaType;
import io.binnacle.server.security.Permission;
import io.binnacle.telemetry.export.remotewrite.RemoteWriting;
import io.binnacle.telemetry.intake.BodyBudget;
import io.binnacle.telemetry.intake.remotewrite.RemoteWriteMessage;
import io.binnacle.telemetry.intake.remotewrite.RemoteWriteReceiver;
import io.binnacle.telemetry.intake.remotewrite.WriteResult;
import io.binnacle.timeseries.Sender;

/**
 * Prometheus remote write, at the path where Prometheus itself takes it. Status codes and headers are those of the
 * specification of 2.0, which cover 1.0:
 *
 * <ul>
 * <li>204 everything is written; 400 not everything, and sending it again does not help; the rest is written
 * <li>415 another message or compression than the two and the one that are known
 * <li>429 too much at once, 503 the store takes nothing: both say when to come again, and nothing is written
 * </ul>
 */
public final class RemoteWriteApi {

    private static final MediaType PROTOBUF = MediaType.create("application", "x-protobuf");
    private static final String HEADER = "x-prometheus-remote-write-";

    private final RemoteWriteReceiver receiver;
    private final BodyBudget budget;
    private final long bodyBytesMax;
    private final RemoteWriting writing;

    /** Some of what came is not written; the answer says how much is, and why. */
    private static final class PartialWrite extends InvalidInput {

        private static final long serialVersionUID = 1;

        PartialWrite(WriteResult result) {
            super(result.summary() + (result.examples().isEmpty()
                    ? ""
                    : "; such as " + String.join("; ", result.examples())),
                    new Violation("timeseries", "what the store can take",
                            String.join(", ", result.refused().keySet())));
        }
    }

    /** @param writing whose own requests are refused: they would come again without end */
    public RemoteWriteApi(RemoteWriteReceiver receiver, BodyBudget budget, long bodyBytesMax, RemoteWriting writing) {
        this.writing = writing;
        this.receiver = receiver;
        this.budget = budget;
        this.bodyBytesMax = bodyBytesMax;
    }

    public List<Route<?, ?>> routes() {
        return List.of(Route.post("write", "writeSamples", "Takes samples by Prometheus remote write, 1.0 and 2.0")
                .needs(Permission.METRIC_INGEST).raw(PROTOBUF.toString(), bodyBytesMax).returnsNothing()
                .handle(this::write));
    }

    private void write(Call call, RawBody body) {
        if (writing.isOwn(call.context().request().headers().get(RemoteWriting.originHeader()))) {
            throw new InvalidInput("remote_write.url", "the address of another system", "this one's own");
        }
        RemoteWriteMessage message = message(body);
        // A tenant is an API token, by its name: a renewed one goes on in the place of the old one.
        String tenant = call.principal().name();
        WriteResult result = budget.within(body.length().orElse(bodyBytesMax),
                () -> receiver.receive(message, body.read(), new Sender(tenant, tenant)));
        if (message == RemoteWriteMessage.REQUEST) {
            tell(call, "samples-written", result.samples());
            tell(call, "histograms-written", result.histograms());
            tell(call, "exemplars-written", result.exemplars());
        }
        if (result.refusedTotal() > 0) {
            throw new PartialWrite(result);
        }
    }

    private static void tell(Call call, String header, int count) {
        call.context().setAdditionalResponseHeader(HEADER + header, Integer.toString(count));
    }

    private static RemoteWriteMessage message(RawBody body) {
        if (!body.encoding().equalsIgnoreCase("snappy")) {
            throw new UnsupportedMediaType("Content-Encoding must be snappy");
        }
        MediaType type = body.mediaType();
        if (type == null || !PROTOBUF.is(type.withoutParameters())) {
            throw new UnsupportedMediaType("Content-Type must be " + PROTOBUF);
        }
        List<String> proto = type.parameters().getOrDefault("proto",
                List.of(RemoteWriteMessage.WRITE_REQUEST.protoName()));
        return RemoteWriteMessage.find(proto.get(0))
                .orElseThrow(() -> new UnsupportedMediaType("Content-Type must have proto="
                        + RemoteWriteMessage.REQUEST.protoName() + " or "
                        + RemoteWriteMessage.WRITE_REQUEST.protoName()));
    }
}
