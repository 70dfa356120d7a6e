package io.binnacle.benchmarks;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Locale;

/**
 * Sends an {@link Estate} by remote write 1.0, one request after the other, and tells what came of it in one line of
 * {@code key=value}: what {@code benchmarks/remote-write} reads. Ends at the first request that is not acknowledged.
 */
final class RemoteWriteLoad {

    private static final int BATCH = 2000;
    private static final long STEP_MILLIS = 60_000;
    private static final long SEED = 20_261_126;

    private final RemoteWriteClient client;
    private final Estate estate;
    private final WriteRequestBytes message;
    private long[] latencies = new long[1024];
    private int requests;
    private long acknowledged;

    private RemoteWriteLoad(RemoteWriteClient client, Estate estate) {
        this.client = client;
        this.estate = estate;
        this.message = new WriteRequestBytes(BATCH, estate.labelBytesMax());
    }

    /**
     * Arguments: URL, bearer token or nothing, number of series, start in epoch milliseconds, first tick, last tick, and
     * perhaps the milliseconds of a tick.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 6 || arguments.length > 7) {
            System.err
                    .println("arguments: <url> <token or ''> <series> <start in epoch millis> <first tick> <last tick> "
                            + "[<milliseconds of a tick>]");
            System.exit(2);
        }
        Estate estate = new Estate(Integer.parseInt(arguments[2]), SEED, Long.parseLong(arguments[3]),
                arguments.length == 7 ? Long.parseLong(arguments[6]) : STEP_MILLIS);
        RemoteWriteLoad load = new RemoteWriteLoad(new RemoteWriteClient(arguments[0], arguments[1]), estate);
        System.out.println(load.run(Integer.parseInt(arguments[4]), Integer.parseInt(arguments[5])));
    }

    private String run(int firstTick, int lastTick) throws IOException {
        long begun = 0;
        String failure = "none";
        for (int tick = 0; tick <= lastTick && failure.equals("none"); tick++) {
            if (tick == firstTick) {
                begun = System.nanoTime();
            }
            for (int from = 0; from < estate.size() && failure.equals("none"); from += BATCH) {
                int to = Math.min(estate.size(), from + BATCH);
                message.write(estate, from, to, tick);
                if (tick >= firstTick) {
                    failure = send(to - from);
                }
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        long[] sorted = Arrays.copyOf(latencies, requests);
        Arrays.sort(sorted);
        return String.format(Locale.ROOT, "acknowledged=%d seconds=%.1f p50_millis=%.1f p99_millis=%.1f failure=%s",
                acknowledged, seconds, at(sorted, 0.5), at(sorted, 0.99), failure);
    }

    private static double at(long[] sorted, double quantile) {
        return sorted.length == 0 ? 0 : sorted[(int) (quantile * (sorted.length - 1))] / 1e6;
    }

    /** Why it was not acknowledged, in one word; {@code none} when it was. */
    private String send(int samples) throws IOException {
        long sent = System.nanoTime();
        HttpResponse<String> answer = client.send(message);
        if (requests == latencies.length) {
            latencies = Arrays.copyOf(latencies, 2 * requests);
        }
        latencies[requests++] = System.nanoTime() - sent;
        if (answer.statusCode() / 100 != 2) {
            System.err.println(answer.body());
            return "status-" + answer.statusCode();
        }
        acknowledged += samples;
        return "none";
    }
}
