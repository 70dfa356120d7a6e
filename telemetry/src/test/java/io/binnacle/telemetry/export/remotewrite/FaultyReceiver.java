package io.binnacle.telemetry.export.remotewrite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.binnacle.telemetry.intake.remotewrite.RemoteWriteMessage;
import io.binnacle.telemetry.intake.remotewrite.RemoteWriteReceiver;
import io.binnacle.telemetry.intake.remotewrite.RemoteWriteSettings;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.xerial.snappy.Snappy;

/** A destination that takes what it is sent into a store in memory, or answers as it is told to. */
final class FaultyReceiver implements AutoCloseable {

    final InMemoryTimeSeriesStore store;
    private final RemoteWriteReceiver receiver;
    private final HttpServer server;
    private final Deque<Integer> answers = new ArrayDeque<>();
    private final List<String> retryAttempts = new ArrayList<>();
    final Map<String, String> lastHeaders = new ConcurrentHashMap<>();
    private volatile int always;
    private int requests;
    private volatile String retryAfter = "";
    private volatile double refusedValue = Double.NaN;

    /** @param port 0 for any */
    FaultyReceiver(java.time.InstantSource clock, int port) throws IOException {
        store = new InMemoryTimeSeriesStore(InMemorySettings.defaults(), clock);
        receiver = new RemoteWriteReceiver(store, RemoteWriteSettings.defaults(), new SimpleMeterRegistry());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The next requests are answered with these, none of them taken. */
    synchronized FaultyReceiver answers(Integer... statuses) {
        answers.addAll(List.of(statuses));
        return this;
    }

    /** All requests are answered so until further notice; 0 to take them. */
    void always(int status) {
        always = status;
    }

    /** Messages with that value are refused whole, as Prometheus 2 does. */
    void refuses(double value) {
        refusedValue = value;
    }

    void retryAfter(String seconds) {
        retryAfter = seconds;
    }

    synchronized int requests() {
        return requests;
    }

    /** What the header said, of each request that came again. */
    synchronized List<String> retryAttempts() {
        return List.copyOf(retryAttempts);
    }

    private synchronized int status(HttpExchange exchange) {
        requests++;
        exchange.getRequestHeaders()
                .forEach((name, values) -> lastHeaders.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
        String attempt = exchange.getRequestHeaders().getFirst("Retry-Attempt");
        if (attempt != null) {
            retryAttempts.add(attempt);
        }
        Integer told = answers.poll();
        return told != null ? told : always;
    }

    private boolean hasRefused(byte[] body) throws IOException {
        byte[] wanted = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(refusedValue)
                .array();
        String message = new String(Snappy.uncompress(body), StandardCharsets.ISO_8859_1);
        return !Double.isNaN(refusedValue) && message.contains(new String(wanted, StandardCharsets.ISO_8859_1));
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int status = status(exchange);
        if (status == 0 && hasRefused(body)) {
            status = 400;
        }
        if (status == 0) {
            String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
            RemoteWriteMessage message = type.contains("v2.Request")
                    ? RemoteWriteMessage.REQUEST
                    : RemoteWriteMessage.WRITE_REQUEST;
            receiver.receive(message, body, Sender.ANONYMOUS);
            status = 204;
        }
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** Of each series that came, by its labels, the samples in their order. */
    Map<String, List<String>> samples() {
        return Stored.samples(store);
    }

    @Override
    public void close() {
        server.stop(0);
        receiver.close();
        store.close();
    }

    /** What a store has, as texts. */
    static final class Stored {

        private Stored() {
        }

        static Map<String, List<String>> samples(io.binnacle.timeseries.TimeSeriesStore store) {
            Map<String, List<String>> found = new TreeMap<>();
            try (var querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
                for (var series : querier.select(List.of())) {
                    List<String> values = new ArrayList<>();
                    var columns = new io.binnacle.timeseries.SampleColumns();
                    columns.append(series.samples());
                    for (int i = 0; i < columns.count(); i++) {
                        values.add(columns.times()[i] + " " + columns.values()[i]);
                    }
                    series.histograms().forEach(one -> values.add(one.epochMillis() + " " + one.histogram()));
                    found.put(series.labels().toString(), values);
                }
            }
            return found;
        }
    }
}
