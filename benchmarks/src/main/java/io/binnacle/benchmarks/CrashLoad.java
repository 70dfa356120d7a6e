package io.binnacle.benchmarks;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends samples to a server that it starts itself and kills again and again, asks for some meanwhile, and counts at the end
 * whether every acknowledged one is there with its value. What {@code benchmarks/crash} runs; exit code 1 when one is not.
 *
 * <p>A request that was not acknowledged is sent again until it is, as every sender does; one that was is never sent again, so
 * what a kill loses stays lost and is missing at the end.
 */
final class CrashLoad {

    private static final int SENDERS = 2;
    private static final int BATCH = 2000;
    private static final long STEP_MILLIS = 60_000;
    private static final int SHARDS = 50;
    private static final int LIFE_MILLIS_MIN = 200;
    private static final Pattern SAMPLE = Pattern
            .compile("\"series\":\"(\\d+)\"[^}]*\\},\"value\":\\[[^,]*,\"([^\"]*)\"");

    private final KilledServer server;
    private final int series;
    private final int ticks;
    private final long nanosPerTick;
    private final long startMillis;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong again = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    /** By sender: the ticks that were acknowledged whole. */
    private final AtomicLong[] done = new AtomicLong[SENDERS];
    private volatile boolean stop;

    private CrashLoad(KilledServer server, int series, int ticks, long nanosPerTick) {
        this.server = server;
        this.series = series;
        this.ticks = ticks;
        this.nanosPerTick = nanosPerTick;
        this.startMillis = (System.currentTimeMillis() / STEP_MILLIS - ticks - 1) * STEP_MILLIS;
        Arrays.setAll(done, sender -> new AtomicLong());
    }

    /**
     * Arguments: the launcher, an empty folder, number of series, of ticks of a minute, seconds that they take (0: as fast as
     * may be, until the last kill), kills, longest time between a start and its kill in milliseconds, seed.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 8) {
            System.err.println(
                    "arguments: <launcher> <folder> <series> <ticks> <seconds or 0> <kills> <life in millis> <seed>");
            System.exit(2);
        }
        int ticks = Integer.parseInt(arguments[3]);
        long seconds = Long.parseLong(arguments[4]);
        try (KilledServer server = new KilledServer(Path.of(arguments[0]), Path.of(arguments[1]))) {
            CrashLoad load = new CrashLoad(server, Integer.parseInt(arguments[2]), ticks,
                    seconds * 1_000_000_000L / ticks);
            boolean good = load.run(Integer.parseInt(arguments[5]), Integer.parseInt(arguments[6]),
                    new SplittableRandom(Long.parseLong(arguments[7])));
            System.exit(good ? 0 : 1);
        }
    }

    private boolean run(int kills, int lifeMillisMax, SplittableRandom random)
            throws IOException, InterruptedException {
        server.start();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            threads.add(Thread.ofPlatform().name("sender-" + i).start(() -> send(sender)));
        }
        SplittableRandom questions = random.split();
        Thread reader = Thread.ofPlatform().name("reader").start(() -> ask(questions));
        List<Long> readyMillis = new ArrayList<>();
        for (int kill = 0; kill < kills && threads.stream().anyMatch(Thread::isAlive); kill++) {
            LockSupport.parkNanos(1_000_000L * random.nextInt(LIFE_MILLIS_MIN, lifeMillisMax));
            readyMillis.add(server.killAndStart());
            System.err.printf(Locale.ROOT, "kill %d: acknowledged=%d ready_again_millis=%d peak_mb=%d%n", kill + 1,
                    acknowledged.get(), readyMillis.getLast(), server.lastPeakMegabytes());
        }
        stop = nanosPerTick == 0;
        for (Thread thread : threads) {
            thread.join();
        }
        stop = true;
        reader.join();
        readyMillis.add(server.killAndStart());
        long lost = lost();
        readyMillis.sort(null);
        System.out.printf(Locale.ROOT,
                "kills=%d acknowledged=%d sent_again=%d lost=%d asked=%d wrong=%d ready_millis_median=%d"
                        + " ready_millis_max=%d peak_mb=%s%n",
                readyMillis.size(), acknowledged.get(), again.get(), lost, asked.get(),
                wrong.get(), readyMillis.get(readyMillis.size() / 2), readyMillis.getLast(), server.peaks());
        return lost == 0 && wrong.get() == 0;
    }

    /** Small whole numbers, so that sums are exact. */
    private static long value(int series, long tick) {
        return (series * 31L + tick * 17) % 1009;
    }

    private int first(int sender) {
        return (int) ((long) series * sender / SENDERS);
    }

    private void send(int sender) {
        WriteRequestBytes message = new WriteRequestBytes(BATCH, 256);
        RemoteWriteClient client = new RemoteWriteClient(server.url() + "/api/v1/write", server.token());
        long begun = System.nanoTime();
        for (int tick = 0; tick < ticks && !stop; tick++) {
            long wait = begun + tick * nanosPerTick - System.nanoTime();
            if (nanosPerTick > 0 && wait > 0) {
                LockSupport.parkNanos(wait);
            }
            for (int from = first(sender); from < first(sender + 1); from += BATCH) {
                int to = Math.min(first(sender + 1), from + BATCH);
                message.clear();
                for (int one = from; one < to; one++) {
                    message.add(labels(one), startMillis + tick * STEP_MILLIS, (double) value(one, tick));
                }
                deliver(client, message);
                acknowledged.addAndGet(to - from);
            }
            done[sender].incrementAndGet();
        }
    }

    private void deliver(RemoteWriteClient client, WriteRequestBytes message) {
        while (true) {
            int status = 0;
            try {
                HttpResponse<String> answer = client.send(message);
                status = answer.statusCode();
                if (status / 100 == 2) {
                    return;
                }
                if (status / 100 == 4 && status != 429) {
                    throw new IllegalStateException("refused: " + answer.body());
                }
            } catch (IOException e) {
                // Killed in the middle: nobody knows whether it was stored, so it goes again.
            }
            again.incrementAndGet();
            LockSupport.parkNanos(status == 0 ? 20_000_000 : 200_000_000);
        }
    }

    private static byte[] labels(int series) {
        return WriteRequestBytes.labels("__name__", "crash_value", "instance",
                "node-%05d.example.net:9100".formatted(series / 20),
                "job", "crash", "series", Integer.toString(series), "shard", Integer.toString(series % SHARDS));
    }

    /** Single samples that are acknowledged already, and their sums, while everything goes on. */
    private void ask(SplittableRandom random) {
        RemoteWriteClient client = new RemoteWriteClient(server.url(), server.token());
        while (!stop) {
            LockSupport.parkNanos(100_000_000);
            int sender = random.nextInt(SENDERS);
            long known = done[sender].get();
            if (known == 0) {
                continue;
            }
            int one = random.nextInt(first(sender), first(sender + 1));
            long tick = random.nextLong(known);
            try {
                List<long[]> found = query(client, "crash_value{series=\"" + one + "\"}",
                        startMillis + tick * STEP_MILLIS);
                asked.incrementAndGet();
                if (found.size() != 1 || found.getFirst()[1] != value(one, tick)) {
                    wrong.incrementAndGet();
                    System.err.println("series " + one + " at tick " + tick + " is not " + (double) value(one, tick));
                }
                query(client, "sum(sum_over_time(crash_value{shard=\"" + one % SHARDS + "\"}[1h]))",
                        startMillis + tick * STEP_MILLIS);
            } catch (IOException e) {
                // It was just killed.
            }
        }
    }

    /** Pairs of series and value; empty while the server cannot answer. */
    private static List<long[]> query(RemoteWriteClient client, String query, long millis) throws IOException {
        HttpResponse<String> answer = client.get("/api/v1/query?time=" + millis / 1000 + "&query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode() + ": " + answer.body());
        }
        List<long[]> found = new ArrayList<>();
        Matcher samples = SAMPLE.matcher(answer.body());
        while (samples.find()) {
            found.add(new long[]{Long.parseLong(samples.group(1)), (long) Double.parseDouble(samples.group(2))});
        }
        return found;
    }

    /** Acknowledged samples that are not there, or not with their value. */
    private long lost() throws IOException {
        RemoteWriteClient client = new RemoteWriteClient(server.url(), server.token());
        long end = startMillis + ticks * STEP_MILLIS;
        long[] counts = new long[series];
        long[] sums = new long[series];
        for (int shard = 0; shard < SHARDS; shard++) {
            String selector = "(crash_value{shard=\"" + shard + "\"}[" + (ticks + 5) + "m])";
            query(client, "count_over_time" + selector, end).forEach(one -> counts[(int) one[0]] = one[1]);
            query(client, "sum_over_time" + selector, end).forEach(one -> sums[(int) one[0]] = one[1]);
        }
        long lost = 0;
        for (int sender = 0; sender < SENDERS; sender++) {
            for (int one = first(sender); one < first(sender + 1); one++) {
                long ofSeries = done[sender].get();
                long sum = 0;
                for (long tick = 0; tick < ofSeries; tick++) {
                    sum += value(one, tick);
                }
                lost += Math.max(ofSeries - counts[one], counts[one] == ofSeries && sums[one] != sum ? 1 : 0);
            }
        }
        return lost;
    }
}
