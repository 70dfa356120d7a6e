package io.binnacle.server.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.server.security.Permission;
import io.binnacle.server.security.Principal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what changed to every open stream. Safe for use by several threads; publishing never waits.
 *
 * <p>An event's id is {@code <boot>-<number>}. Numbers grow by one from the start of the program, so that a resuming tab
 * either gets every event after its own, or, when these are no longer kept or belong to another run, a {@code reset}: it
 * must read everything anew.
 */
public final class LiveUpdates implements AutoCloseable {

    /** Some minutes of a busy estate; a tab that was away for longer reads everything anew. */
    private static final int KEPT_MAX = 1024;
    private static final byte[] HEARTBEAT = ": alive\n\n".getBytes(StandardCharsets.UTF_8);

    private final String boot;
    private final int streamsMax;
    private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
    /** Guarded by itself, oldest first; so is the numbering and the order of sending. */
    private final Deque<LiveEvent> kept = new ArrayDeque<>();
    private long last;
    private boolean closed;
    private final Counter published;
    private final Counter dropped;

    /** @param boot names this run of the program */
    public LiveUpdates(String boot, int streamsMax, MeterRegistry meters) {
        this.boot = boot;
        this.streamsMax = streamsMax;
        this.published = meters.counter("binnacle.live.events");
        this.dropped = meters.counter("binnacle.live.streams.dropped");
        Gauge.builder("binnacle.live.streams", streams, Set::size).register(meters);
        Gauge.builder("binnacle.live.streams.max", () -> streamsMax).register(meters);
    }

    /**
     * Tells every open stream that may hear it. Call it after the change is committed.
     *
     * @param id what changed; empty for many at once
     */
    public void publish(String topic, String id, Permission needed) {
        synchronized (kept) {
            LiveEvent event = new LiveEvent(++last, topic, id, needed);
            kept.addLast(event);
            if (kept.size() > KEPT_MAX) {
                kept.removeFirst();
            }
            byte[] bytes = event.encode(boot);
            streams.removeIf(stream -> {
                boolean lost = stream.mayHear(event) && !stream.send(bytes);
                if (lost) {
                    dropped.increment();
                }
                return lost;
            });
        }
        published.increment();
    }

    /**
     * Opens a stream.
     *
     * @param lastEventId what the tab had last; null for a new tab
     * @param stillSignedIn asked again at each heartbeat
     * @throws Overloaded when too many are open
     */
    @SuppressWarnings("FutureReturnValueIgnored")
    public HttpResponse open(Principal principal, @Nullable String lastEventId, BooleanSupplier stillSignedIn) {
        HttpResponseWriter writer = HttpResponse.streaming();
        LiveStream stream = new LiveStream(writer, principal, stillSignedIn);
        synchronized (kept) {
            if (closed || streams.size() >= streamsMax) {
                throw new Overloaded("too many live-update streams are open", Duration.ofSeconds(30));
            }
            writer.write(ResponseHeaders.builder(HttpStatus.OK).add("content-type", "text/event-stream")
                    .add("cache-control", "no-store").add("x-accel-buffering", "no").build());
            // The id tells a new tab where it starts, so that it can resume before anything has happened. A resuming tab
            // keeps its own until it has what it missed: the connection may break again in between.
            String start = lastEventId == null ? "id: " + boot + "-" + last + "\n" : "";
            stream.send(("retry: 3000\n" + start + "event: hello\ndata: {}\n\n").getBytes(StandardCharsets.UTF_8));
            if (lastEventId != null) {
                resume(stream, lastEventId);
            }
            streams.add(stream);
        }
        writer.whenComplete().whenComplete((nothing, error) -> streams.remove(stream));
        return writer;
    }

    private void resume(LiveStream stream, String lastEventId) {
        long seen = numberOf(lastEventId);
        long oldest = kept.isEmpty() ? last + 1 : kept.getFirst().number();
        if (seen < 0 || seen > last || seen < oldest - 1) {
            stream.send(("id: " + boot + "-" + last + "\nevent: reset\ndata: {}\n\n")
                    .getBytes(StandardCharsets.UTF_8));
            return;
        }
        for (LiveEvent event : kept) {
            if (event.number() > seen && stream.mayHear(event)) {
                stream.send(event.encode(boot));
            }
        }
    }

    /** -1 when the id is of another run, or none. */
    private long numberOf(String id) {
        if (!id.startsWith(boot + "-")) {
            return -1;
        }
        try {
            return Long.parseLong(id.substring(boot.length() + 1));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Sends a sign of life to each stream and ends those of people who are no longer signed in; to be called every 15 s. */
    public void heartbeat() {
        List<LiveStream> open = new ArrayList<>(streams);
        for (LiveStream stream : open) {
            if (!stream.stillSignedIn()) {
                streams.remove(stream);
                stream.close();
            } else if (!stream.send(HEARTBEAT)) {
                streams.remove(stream);
                dropped.increment();
            }
        }
    }

    /** Ends all streams and opens no more. */
    @Override
    public void close() {
        synchronized (kept) {
            closed = true;
        }
        for (LiveStream stream : streams) {
            stream.close();
        }
        streams.clear();
    }
}
