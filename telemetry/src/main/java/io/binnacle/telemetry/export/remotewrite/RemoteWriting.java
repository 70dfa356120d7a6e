package io.binnacle.telemetry.export.remotewrite;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.binnacle.kernel.error.BugException;
import io.binnacle.timeseries.SampleFeeds;
import io.micrometer.core.instrument.Gauge;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes all that is appended to the store to the destinations of the configuration, and follows that as it changes. Any thread. */
public final class RemoteWriting implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteWriting.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final int FEED_NAME_CHARACTERS = 32;

    private final Supplier<List<Destination>> destinations;
    private final WriteSurroundings surroundings;
    private final Map<String, WriteQueue> queues = new LinkedHashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private @Nullable SampleFeeds feeds;
    private List<Destination> applied = List.of();

    /** @param destinations those of the configuration, now; their names differ */
    public RemoteWriting(Supplier<List<Destination>> destinations, WriteSurroundings surroundings) {
        this.destinations = destinations;
        this.surroundings = surroundings;
        Gauge.builder(QueueMeters.PREFIX + "highest.timestamp.in.seconds", this, RemoteWriting::highestSeconds)
                .register(surroundings.meters());
    }

    private synchronized double highestSeconds() {
        long highest = queues.values().stream().mapToLong(WriteQueue::newestReadMillis).max().orElse(Long.MIN_VALUE);
        return highest == Long.MIN_VALUE ? 0 : highest / 1000.0;
    }

    /** Begins to write; destinations that are not configured any more are forgotten, with what was kept for them. */
    public synchronized void start(SampleFeeds from) {
        feeds = from;
        apply(from);
        Thread.ofVirtual().name("remote-write-configuration").start(this::watch);
    }

    private void watch() {
        try {
            while (!stop.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the destinations anew when they changed. Tests call it instead of waiting. */
    synchronized void look() {
        SampleFeeds known = feeds;
        if (known == null || stop.getCount() == 0) {
            return;
        }
        try {
            if (!destinations.get().equals(applied)) {
                apply(known);
            }
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the destinations of remote write could not be changed; it is tried again");
        }
    }

    private void apply(SampleFeeds from) {
        List<Destination> wanted = destinations.get();
        for (WriteQueue queue : List.copyOf(queues.values())) {
            if (!wanted.contains(queue.destination())) {
                queues.remove(queue.destination().name());
                queue.close();
            }
        }
        from.retain(wanted.stream().map(RemoteWriting::feedName).collect(Collectors.toSet()));
        for (Destination destination : wanted) {
            if (!queues.containsKey(destination.name())) {
                WriteQueue queue = new WriteQueue(destination, from.open(feedName(destination)), surroundings);
                queues.put(destination.name(), queue);
                queue.start();
            }
        }
        if (!wanted.equals(applied)) {
            LOG.atInfo().addKeyValue("destinations", wanted.size()).log("remote write");
        }
        applied = wanted;
    }

    /** A name may hold what no file's may. */
    private static String feedName(Destination destination) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256")
                    .digest(destination.name().getBytes(StandardCharsets.UTF_8));
            return "remote-write-" + HexFormat.of().formatHex(sum).substring(0, FEED_NAME_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new BugException("every Java has SHA-256", e);
        }
    }

    /** Each destination, in the order of the configuration. */
    public synchronized List<DestinationState> states() {
        return queues.values().stream().map(WriteQueue::state).toList();
    }

    /** What does not go well, a line each. */
    public synchronized List<String> problems() {
        return queues.values().stream().map(WriteQueue::problem).filter(line -> !line.isEmpty()).toList();
    }

    /** Whether a request of that origin is one of ours that came back. */
    public boolean isOwn(@Nullable String origin) {
        return surroundings.origin().equals(origin);
    }

    /** The header that says where a request of ours is from. */
    public static String originHeader() {
        return Courier.ORIGIN_HEADER;
    }

    /** Ends it; what is not sent is sent after the next start. */
    @Override
    public synchronized void close() {
        stop.countDown();
        queues.values().forEach(WriteQueue::close);
        queues.clear();
    }
}
