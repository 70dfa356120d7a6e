package io.binnacle.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.xerial.snappy.Snappy;

/** Speaks to a server as a sender of remote write does, and as one who asks. Used by one thread. */
final class RemoteWriteClient {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String url;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private byte[] compressed = new byte[0];

    /** @param token of a bearer, or nothing */
    RemoteWriteClient(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** Sends that message to the URL itself. */
    HttpResponse<String> send(WriteRequestBytes message) throws IOException {
        int bound = Snappy.maxCompressedLength(message.size());
        if (compressed.length < bound) {
            compressed = new byte[bound];
        }
        int size = Snappy.compress(message.bytes(), 0, message.size(), compressed, 0);
        return send(request(url).header("Content-Type", "application/x-protobuf").header("Content-Encoding", "snappy")
                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(compressed, 0, size)));
    }

    /** @param path with its question, behind the URL */
    HttpResponse<String> get(String path) throws IOException {
        return send(request(url + path).GET());
    }

    private HttpRequest.Builder request(String to) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(to)).timeout(PATIENCE);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
