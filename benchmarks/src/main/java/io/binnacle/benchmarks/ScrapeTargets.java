package io.binnacle.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Programs that expose metrics in Prometheus' text format, all behind one port of this machine: each path is one. They answer
 * the same at the same time, from bodies that are made before the first scrape, so that they take little of the machine.
 *
 * <pre>
 *   ScrapeTargets PORT SERIES SECONDS     SERIES a target, new values every SECONDS
 * </pre>
 */
public final class ScrapeTargets {

    private static final int SERIES_A_FAMILY = 10;
    /** Then the counters begin again, as after a restart of the program. */
    private static final int BODIES = 60;
    private static final int WAITING_MAX = 1024;

    private ScrapeTargets() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        byte[][] bodies = bodies(Integer.parseInt(arguments[1]));
        long everyMillis = Long.parseLong(arguments[2]) * 1000;
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), WAITING_MAX);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/",
                exchange -> answer(exchange, bodies[(int) (System.currentTimeMillis() / everyMillis % BODIES)]));
        server.start();
        new CountDownLatch(1).await();
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** Two counters of whole numbers and one of fractions in three, as programs expose them; compressed. */
    private static byte[][] bodies(int series) throws IOException {
        SplittableRandom random = new SplittableRandom(42);
        long[] thousandths = new long[series];
        byte[][] bodies = new byte[BODIES][];
        for (int body = 0; body < BODIES; body++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < series; i++) {
                boolean whole = i / SERIES_A_FAMILY % 3 != 0;
                thousandths[i] += whole ? 1000L * random.nextInt(500) : random.nextInt(500_000);
                line(text, i, thousandths[i], whole);
            }
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream gzip = new GZIPOutputStream(compressed)) {
                gzip.write(text.toString().getBytes(StandardCharsets.UTF_8));
            }
            bodies[body] = compressed.toByteArray();
        }
        return bodies;
    }

    private static void line(StringBuilder text, int number, long thousandths, boolean whole) {
        String family = "app_requests_" + number / SERIES_A_FAMILY + "_total";
        if (number % SERIES_A_FAMILY == 0) {
            text.append("# HELP ").append(family).append(" Number of things that happened in this part.\n# TYPE ")
                    .append(family).append(" counter\n");
        }
        text.append(family).append("{method=\"GET\",handler=\"/api/v1/resource/").append(number % SERIES_A_FAMILY)
                .append("\",code=\"200\",zone=\"eu-west-1a\"} ");
        text.append(whole ? Long.toString(thousandths / 1000) : Double.toString(thousandths / 1000.0)).append('\n');
    }
}
