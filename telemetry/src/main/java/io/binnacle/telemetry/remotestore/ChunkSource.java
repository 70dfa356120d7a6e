package io.binnacle.telemetry.remotestore;

import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Matcher;
import io.binnacle.telemetry.intake.history.ChunkedAnswer;
import io.binnacle.telemetry.intake.history.ReadQuestion;

/** Reads samples by Prometheus' remote read, in chunks. */
final class ChunkSource implements SampleSource {

    private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/x-protobuf",
            "Content-Encoding", "snappy", "X-Prometheus-Remote-Read-Version", "0.1.0");

    private final RemoteServer server;

    ChunkSource(RemoteServer server) {
        this.server = server;
    }

    @Override
    public void read(List<Matcher> matchers, long minMillis, long maxMillis, FetchedSamples into) {
        server.ask(ReadProtocol.REMOTE_READ.path(), HEADERS, ReadQuestion.of(matchers, minMillis, maxMillis),
                new ChunkedAnswer(server.shown(), into)::read);
    }
}
