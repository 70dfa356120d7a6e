package io.binnacle.telemetry.remotestore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract, with the samples in Debian's Prometheus, read by its remote read. */
class PrometheusStoreTest extends RemoteStoreContract {

    @TempDir
    private static Path peerFolder;
    private static @Nullable Peer peer;

    @BeforeAll
    static void start() throws IOException {
        peer = Peer.prometheus(peerFolder);
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
        return ReadProtocol.REMOTE_READ;
    }
}
