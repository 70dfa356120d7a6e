package io.binnacle.telemetry.remotestore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract, with the samples in Debian's VictoriaMetrics, which has no remote read, read by its query API. */
class VictoriaMetricsStoreTest extends RemoteStoreContract {

    @TempDir
    private static Path peerFolder;
    private static @Nullable Peer peer;

    @BeforeAll
    static void start() throws IOException {
        peer = Peer.victoriaMetrics(peerFolder);
    }

    @AfterAll
    static void stop() {
        if (peer != null) {
            peer.close();
        }
    }

    @Override
    protected Peer peer() {
        return Objects.requireNonNull(peer);
    }

    @Override
    protected ReadProtocol protocol() {
        return ReadProtocol.QUERY;
    }

    @Override
    protected void show() {
        peer().flush();
    }
}
