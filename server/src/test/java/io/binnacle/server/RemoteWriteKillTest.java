package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.telemetry.intake.remotewrite.RemoteWriteMessage;
import io.binnacle.telemetry.intake.remotewrite.RemoteWriteReceiver;
import io.binnacle.telemetry.intake.remotewrite.RemoteWriteSettings;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is killed while its destination of remote write is away: what it acknowledged arrives all the same. */
class RemoteWriteKillTest {

    private static final int SENT_EACH_LIFE = 40;

    @TempDir
    private Path folder;
    private final InMemoryTimeSeriesStore arrived = new InMemoryTimeSeriesStore(InMemorySettings.defaults(),
            InstantSource.system());
    private volatile boolean down = true;

    @Test
    void whatWasAcknowledgedBeforeAKillArrivesAfterIt() throws IOException, InterruptedException {
        HttpServer destination = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (RemoteWriteReceiver receiver = new RemoteWriteReceiver(arrived, RemoteWriteSettings.defaults(),
                new SimpleMeterRegistry())) {
            destination.createContext("/", exchange -> answer(exchange, receiver));
            destination.start();
            Path file = Files.writeString(folder.resolve("prometheus.yml"), """
                remote_write:
                  - name: test
                    url: http://127.0.0.1:%d/write
                    queue_config: {batch_send_deadline: 50ms, max_backoff: 200ms}
                """.formatted(destination.getAddress().getPort()));
            List<Integer> acknowledged = new ArrayList<>();
            Path data = folder.resolve("data");
            Map<String, String> settings = Map.of("scrape.prometheusFile", file.toString());
            String token;
            try (ServerProcess first = ServerProcess.serve(data, settings)) {
                token = ApiClient.setUp(first);
                try (ApiClient client = new ApiClient(first.url(), token)) {
                    send(client, 0, acknowledged);
                    assertThat(client.get("samples/destinations").text("/items/0/name")).isEqualTo("test");
                }
                first.kill();
                first.awaitEnd();
            }
            try (ServerProcess second = ServerProcess.serve(data, settings);
                    ApiClient client = new ApiClient(second.url(), token)) {
                send(client, SENT_EACH_LIFE, acknowledged);
                down = false;
                Awaitility.await().atMost(Duration.ofMinutes(1))
                        .untilAsserted(() -> assertThat(values()).containsAll(acknowledged).isSorted());
            }
        } finally {
            destination.stop(0);
            arrived.close();
        }
    }

    private void answer(HttpExchange exchange, RemoteWriteReceiver receiver) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!down) {
            receiver.receive(RemoteWriteMessage.WRITE_REQUEST, body, Sender.ANONYMOUS);
        }
        exchange.sendResponseHeaders(down ? 503 : 204, -1);
        exchange.close();
    }

    private static void send(ApiClient client, int from, List<Integer> acknowledged)
            throws IOException, InterruptedException {
        long now = System.currentTimeMillis();
        for (int i = from; i < from + SENT_EACH_LIFE; i++) {
            String nanos = (now + i) + "000000";
            ApiClient.Answer answer = client.post("otlp/v1/metrics", Map.of("resourceMetrics", List.of(Map.of(
                    "scopeMetrics", List.of(Map.of("metrics", List.of(Map.of("name", "numbered", "gauge",
                            Map.of("dataPoints", List.of(Map.of("timeUnixNano", nanos, "asDouble", i)))))))))));
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
            acknowledged.add(i);
        }
    }

    private List<Integer> values() {
        List<Integer> values = new ArrayList<>();
        try (Querier querier = arrived.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            SampleColumns columns = new SampleColumns();
            querier.select(List.of(Matcher.equal("__name__", "numbered")))
                    .forEach(series -> columns.append(series.samples()));
            for (int i = 0; i < columns.count(); i++) {
                values.add((int) columns.values()[i]);
            }
        }
        return values;
    }
}
