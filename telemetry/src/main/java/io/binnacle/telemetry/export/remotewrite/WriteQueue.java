package io.binnacle.telemetry.export.remotewrite;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.telemetry.export.remotewrite.Courier.Outcome;
import io.binnacle.telemetry.export.remotewrite.Destination.Message;
import io.binnacle.telemetry.export.remotewrite.Destination.Queue;
import io.binnacle.telemetry.export.remotewrite.QueueMeters.Dropped;
import io.binnacle.timeseries.Exemplar;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.SampleFeed;
import io.binnacle.timeseries.histogram.HistogramSample;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is appended to the store to one destination, in a thread of its own: reads a window of the feed, sends its shards side by
 * side until each is taken or given up, acknowledges, reads on.
 */
final class WriteQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriteQueue.class);
    /** How often it is looked whether something was appended: well below any deadline that people set. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);
    /** Nobody is waited for longer, whatever it says: the bound of the log is looked at in between. */
    private static final Duration RETRY_AFTER_MAX = Duration.ofMinutes(5);
    /** Some 20 MB with their labels and the bodies that are made of them. */
    private static final int WINDOW_MAX = 100_000;
    /** What a sample takes in the log, at least. */
    private static final int LOG_BYTES = 10;
    private static final int SKIP_BYTES = 1 << 20;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final Destination destination;
    private final WriteSurroundings surroundings;
    private final SampleFeed feed;
    private final OutgoingSeries series;
    private final Courier courier;
    private final QueueMeters meters;
    private final QueueHealth health;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private long metadataAtNanos;
    private volatile int shards;
    private volatile int pending;
    private volatile long newestReadMillis = Long.MIN_VALUE;

    WriteQueue(Destination destination, SampleFeed feed, WriteSurroundings surroundings) {
        this.destination = destination;
        this.surroundings = surroundings;
        this.feed = feed;
        this.series = new OutgoingSeries(destination.content().externalLabels(), destination.rules());
        this.courier = new Courier(destination, surroundings.origin(), surroundings.clock());
        this.health = new QueueHealth(destination.name(), surroundings.clock(), feed);
        this.meters = new QueueMeters(destination, surroundings.meters());
        meters.gauge(QueueMeters.PREFIX + "shards", this, queue -> queue.shards);
        meters.gauge(QueueMeters.PREFIX + "shards.max", destination, one -> one.queue().maxShards());
        meters.gauge(QueueMeters.PREFIX + "samples.pending", this, queue -> queue.pending);
        meters.gauge("binnacle.remote.write.behind.bytes", feed, SampleFeed::bytesBehind);
        meters.gauge("binnacle.remote.write.behind.bytes.max", surroundings, WriteSurroundings::bytesBehindMax);
        meters.gauge("binnacle.remote.write.lag.seconds", this, WriteQueue::lagSeconds);
        this.metadataAtNanos = System.nanoTime() - destination.content().metadataEvery().toNanos();
        this.thread = Thread.ofVirtual().name("remote-write-" + destination.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    Destination destination() {
        return destination;
    }

    /** An address as people may see it: without who asks. */
    static String shown(URI url) {
        String text = url.toString();
        return url.getRawUserInfo() == null ? text : text.replace(url.getRawUserInfo() + "@", "");
    }

    /** How old the newest sample is that was taken, while there are others. */
    private double lagSeconds() {
        long sent = meters.highestSentMillis();
        return feed.bytesBehind() == 0 || sent == Long.MIN_VALUE
                ? 0
                : Math.max(0, surroundings.clock().millis() - sent) / 1000.0;
    }

    private void run() {
        while (!pause(Duration.ZERO)) {
            try {
                step();
            } catch (Unavailable e) {
                LOG.atWarn().addKeyValue("remote", destination.name()).addKeyValue("reason", e.getMessage())
                        .log("what is to be written cannot be read from the store; it is tried again");
                readAgain();
            } catch (RuntimeException e) {
                // A bug must not end the queue in silence.
                LOG.atError().addKeyValue("remote", destination.name()).setCause(e)
                        .log("remote write failed; it is tried again");
                readAgain();
            }
        }
    }

    private void readAgain() {
        feed.rewind();
        pause(PAUSE_AFTER_FAULT);
    }

    /** True when it is time to end. */
    private boolean pause(Duration time) {
        try {
            return stop.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void step() {
        dropBeyondBound();
        sendMetadataIfDue();
        WriteWindow window = gather();
        newestReadMillis = Math.max(newestReadMillis, window.newestMillis());
        meters.dropped(Dropped.TOO_OLD, window.tooOld());
        meters.dropped(Dropped.UNKNOWN_SERIES, window.unknown());
        pending = window.count();
        if (deliver(window)) {
            feed.acknowledge();
        } else {
            // The end, most likely; if not, nothing may be left out.
            feed.rewind();
        }
        pending = 0;
    }

    // ---- reading ------------------------------------------------------------------------------------------------

    private WriteWindow gather() {
        Queue queue = destination.queue();
        long wanted = feed.bytesBehind() / ((long) queue.perSend() * LOG_BYTES) + 1;
        shards = Math.clamp(wanted, queue.minShards(), queue.maxShards());
        WriteWindow window = new WriteWindow(feed, series, destination.content(), shards, oldestMillis());
        int full = (int) Math.min((long) shards * queue.capacity(), WINDOW_MAX);
        long deadline = 0;
        while (window.count() < full) {
            if (feed.read((long) (full - window.count()) * LOG_BYTES, window)) {
                continue;
            }
            boolean waits = deadline != 0;
            if (window.count() == 0 || window.count() >= queue.perSend()
                    || (waits && System.nanoTime() - deadline >= 0)) {
                break;
            }
            deadline = waits ? deadline : System.nanoTime() + queue.deadline().toNanos();
            if (pause(lookEvery())) {
                break;
            }
        }
        if (window.count() == 0) {
            pause(lookEvery());
        }
        return window;
    }

    private Duration lookEvery() {
        Duration deadline = destination.queue().deadline();
        return deadline.compareTo(LOOK_EVERY) < 0 ? deadline : LOOK_EVERY;
    }

    private long oldestMillis() {
        Duration ageMax = destination.queue().ageMax();
        return ageMax.isZero() ? Long.MIN_VALUE : surroundings.clock().millis() - ageMax.toMillis();
    }

    private boolean isBeyondBound() {
        return feed.bytesBehind() > surroundings.bytesBehindMax();
    }

    /** While the destination takes nothing, what is too much is not even tried. */
    private void dropBeyondBound() {
        int[] dropped = {0};
        SampleFeed.Reader counting = new SampleFeed.Reader() {
            @Override
            public void sample(int number, long epochMillis, double value) {
                dropped[0]++;
            }

            @Override
            public void histogram(int number, HistogramSample histogram) {
                dropped[0]++;
            }

            @Override
            public void exemplar(int number, Exemplar exemplar) {
                dropped[0]++;
            }
        };
        while (health.isWaiting() && isBeyondBound() && !pause(Duration.ZERO) && feed.read(SKIP_BYTES, counting)) {
            feed.acknowledge();
            health.dropping(health.lastError());
        }
        meters.dropped(Dropped.BACKLOG, dropped[0]);
    }

    // ---- sending ------------------------------------------------------------------------------------------------

    /** Returns once each shard is taken or given up; false when it is time to end. */
    private boolean deliver(WriteWindow window) {
        List<WriteColumns> full = window.shards().stream().filter(columns -> columns.count() > 0).toList();
        if (full.size() <= 1) {
            return full.isEmpty() || sendShard(full.getFirst());
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> sent = new ArrayList<>();
            full.forEach(columns -> sent.add(threads.submit(() -> sendShard(columns))));
            boolean all = true;
            for (Future<Boolean> one : sent) {
                all &= one.get();
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new BugException("sending failed", e);
        }
    }

    private boolean sendShard(WriteColumns columns) {
        int perSend = destination.queue().perSend();
        WriteColumns bySeries = columns.bySeries();
        for (int from = 0; from < bySeries.count(); from += perSend) {
            WriteColumns part = bySeries.part(from, Math.min(from + perSend, bySeries.count()), Long.MIN_VALUE);
            if (!sendPart(part, new Halving())) {
                return false;
            }
        }
        return true;
    }

    /** What comes after an attempt: nothing, when it is taken or given up. */
    private sealed interface Next {

        record Nothing() implements Next {}

        record Again(Duration after) implements Next {}

        record InHalves() implements Next {}
    }

    private boolean sendPart(WriteColumns given, Halving halving) {
        WriteColumns part = given;
        Duration backoff = destination.queue().minBackoff();
        for (int attempt = 0; !pause(Duration.ZERO); attempt++) {
            WriteColumns young = part.part(0, part.count(), oldestMillis());
            meters.dropped(Dropped.TOO_OLD, part.count() - young.count());
            part = young;
            if (part.count() == 0) {
                return true;
            }
            switch (send(part, attempt, backoff, halving)) {
                case Next.Nothing nothing -> {
                    return true;
                }
                case Next.InHalves halves -> {
                    int half = part.count() / 2;
                    return sendPart(part.part(0, half, Long.MIN_VALUE), halving)
                            && sendPart(part.part(half, part.count(), Long.MIN_VALUE), halving);
                }
                case Next.Again again -> {
                    if (pause(again.after())) {
                        return false;
                    }
                }
            }
            Duration twice = backoff.multipliedBy(2);
            backoff = twice.compareTo(destination.queue().maxBackoff()) < 0 ? twice : destination.queue().maxBackoff();
        }
        return false;
    }

    private Next send(WriteColumns part, int attempt, Duration backoff, Halving halving) {
        RequestEncoder encoder = destination.content().message() == Message.REQUEST
                ? new SymbolRequestEncoder(destination.content().metadataEvery().isZero()
                        ? Map.of()
                        : surroundings.store().metadata())
                : new WriteRequestEncoder();
        byte[] body = Courier.compressed(encoder.encode(part));
        WriteCounts counts = part.counts();
        long begun = System.nanoTime();
        return switch (courier.send(body, attempt)) {
            case Outcome.Sent sent -> {
                halving.taken();
                meters.sent(counts, body.length, System.nanoTime() - begun);
                health.good();
                yield new Next.Nothing();
            }
            case Outcome.Refused refused -> {
                if (refused.forContent() && part.count() > 1 && halving.refused()) {
                    yield new Next.InHalves();
                }
                meters.failed(counts);
                health.refused(refused.why());
                yield new Next.Nothing();
            }
            case Outcome.Later later -> later(later, counts, backoff);
        };
    }

    private Next later(Outcome.Later later, WriteCounts counts, Duration backoff) {
        health.waiting(later.why());
        if (isBeyondBound()) {
            meters.dropped(Dropped.BACKLOG, counts.total());
            health.dropping(later.why());
            return new Next.Nothing();
        }
        meters.retried(counts);
        Duration after = later.after().compareTo(RETRY_AFTER_MAX) < 0 ? later.after() : RETRY_AFTER_MAX;
        return new Next.Again(after.compareTo(backoff) > 0 ? after : backoff);
    }

    /** What is known of metrics: of its own in 1.0; in 2.0 it goes with the series. */
    private void sendMetadataIfDue() {
        Duration every = destination.content().metadataEvery();
        if (every.isZero() || destination.content().message() == Message.REQUEST
                || System.nanoTime() - metadataAtNanos < every.toNanos()) {
            return;
        }
        metadataAtNanos = System.nanoTime();
        List<Map.Entry<String, MetricMetadata>> families = List
                .copyOf(surroundings.store().metadata().entrySet());
        int perSend = destination.content().metadataPerSend();
        for (int from = 0; from < families.size() && !pause(Duration.ZERO); from += perSend) {
            List<Map.Entry<String, MetricMetadata>> part = families.subList(from,
                    Math.min(from + perSend, families.size()));
            // It is said again after the interval, so it is not worth a second attempt.
            if (courier.send(Courier.compressed(new WriteRequestEncoder().encode(part)), 0) instanceof Outcome.Sent) {
                meters.metadata(part.size());
            } else {
                return;
            }
        }
    }

    // ---- telling ------------------------------------------------------------------------------------------------

    DestinationState state() {
        long highest = meters.highestSentMillis();
        return new DestinationState(destination.name(), shown(destination.url()), health.isGood(), health.lastError(),
                health.lastErrorAt(), health.failingSince(), shards, pending, feed.bytesBehind(),
                surroundings.bytesBehindMax(),
                meters.sentTotal(), meters.failedTotal(), meters.droppedTotal(),
                highest == Long.MIN_VALUE ? null : highest);
    }

    /** For people; empty when all is well. */
    String problem() {
        return health.problem();
    }

    /** The latest time of what was read, sent or not; {@link Long#MIN_VALUE} before the first. */
    long newestReadMillis() {
        return newestReadMillis;
    }

    /** Ends it; what was not acknowledged is sent when a queue of that feed begins again. */
    @Override
    public void close() {
        stop.countDown();
        // What is under way would else be waited for as long as the destination likes.
        thread.interrupt();
        try {
            thread.join(CLOSE_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        courier.close();
        meters.close();
        feed.close();
    }
}
