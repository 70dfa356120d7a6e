package io.binnacle.telemetry.metric.host;

import java.io.IOException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** TCP connections by state; keeps the round's socket table for the services' sake, so that it is read once. */
final class SocketProbe implements Probe {

    /** Where the table comes from. */
    interface Source {
        SocketTable read() throws IOException;
    }

    private final Source source;
    private @Nullable SocketTable current;

    SocketProbe(Source source) {
        this.source = source;
    }

    @Override
    public String name() {
        return "socket";
    }

    @Override
    public boolean measure(Round round) throws IOException {
        current = null;
        SocketTable table = source.read();
        current = table;
        if (!table.complete()) {
            return false;
        }
        table.connections().forEach((state, count) -> round.add("system_network_connection_count", count,
                "network_connection_state", state, "network_transport", "tcp"));
        return true;
    }

    /** This round's table; empty when it could not be read. */
    Optional<SocketTable> table() {
        return Optional.ofNullable(current);
    }
}
