package io.binnacle.telemetry.intake.remotewrite;

import java.util.Optional;

/** The two protobuf messages of remote write; which one a body is, its Content-Type tells. */
public enum RemoteWriteMessage {

    /** That of 1.0: each series with its labels' text. */
    WRITE_REQUEST("prometheus.WriteRequest"),

    /** That of 2.0: a table of texts, and series that refer to it. */
    REQUEST("io.prometheus.write.v2.Request");

    private final String protoName;

    RemoteWriteMessage(String protoName) {
        this.protoName = protoName;
    }

    /** The name in the Content-Type's parameter {@code proto}. */
    public String protoName() {
        return protoName;
    }

    public static Optional<RemoteWriteMessage> find(String protoName) {
        for (RemoteWriteMessage message : values()) {
            if (message.protoName.equals(protoName)) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }
}
