package io.binnacle.telemetry.scrape.kubernetes;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binnacle.telemetry.scrape.fetch.UnexpectedStatus;
import org.jspecify.annotations.Nullable;

/**
 * Follows some objects by a thread of its own: lists them, then watches from that state on. When the server no longer knows
 * the state it lists anew; while the server is away, what is known stays. Any thread may ask.
 */
final class ResourceWatch implements AutoCloseable {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int GONE = 410;
    /** Some hundred megabytes of pods; no cluster is said to have more. */
    private static final int OBJECTS_MAX = 200_000;

    private final WatchedResource what;
    private final ApiServer server;
    private final Pauses pauses;
    private final Runnable news;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile Map<String, ClusterObject> objects = new ConcurrentHashMap<>();
    private volatile boolean listed;
    private volatile @Nullable String problem;
    /** The state that is known; empty when all is to be listed. */
    private String version = "";
    private int failures;

    /** @param news called when an object changed, when all is listed, and when a problem came or went */
    ResourceWatch(WatchedResource what, ApiServer server, Pauses pauses, Runnable news) {
        this.what = what;
        this.server = server;
        this.pauses = pauses;
        this.news = news;
        this.thread = Thread.ofVirtual().name("kubernetes-" + what.resource().word()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    Resource resource() {
        return what.resource();
    }

    Collection<ClusterObject> objects() {
        return objects.values();
    }

    Optional<ClusterObject> find(String namespace, String name) {
        return Optional.ofNullable(objects.get(ClusterObject.key(namespace, name)));
    }

    /** Whether all objects were known once. */
    boolean isListed() {
        return listed;
    }

    /** Why what is known may be old, or is nothing; null when all is well. */
    @Nullable
    String problem() {
        return problem;
    }

    private void run() {
        try {
            do {
                step();
            } while (!stop.await(pauses.after(failures).toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() {
        String verb = version.isEmpty() ? "list" : "watch";
        try {
            if (version.isEmpty()) {
                list();
                verb = "watch";
            }
            watch();
            failures = 0;
        } catch (UnexpectedStatus e) {
            if (e.status() == GONE) {
                version = "";
            } else {
                failed(message(verb, e));
            }
        } catch (IOException | RuntimeException e) {
            failed("cannot " + verb + " " + what + ": " + e.getMessage());
        }
    }

    private String message(String verb, UnexpectedStatus answer) {
        return switch (answer.status()) {
            case FORBIDDEN -> "the API server refuses to " + verb + " " + what
                    + " (403 Forbidden); whoever asks needs the verbs list and watch on " + what.resource().word();
            case UNAUTHORIZED -> "the API server does not accept the credentials (401 Unauthorized), asked to " + verb
                    + " " + what;
            default -> "cannot " + verb + " " + what + ": " + answer.getMessage();
        };
    }

    private void failed(String message) {
        if (stop.getCount() > 0) {
            failures++;
            problem = message;
            news.run();
        }
    }

    private void list() throws IOException {
        Map<String, ClusterObject> found = new ConcurrentHashMap<>();
        String next = "";
        String state;
        do {
            ApiServer.Page page = server.list(what, next);
            page.objects().forEach(object -> found.put(object.key(), object));
            if (found.size() > OBJECTS_MAX) {
                throw new IOException("more than " + OBJECTS_MAX + "; selectors or namespaces would leave fewer");
            }
            next = page.next();
            state = page.version();
        } while (!next.isEmpty());
        objects = found;
        version = state;
        listed = true;
        failures = 0;
        problem = null;
        news.run();
    }

    private void watch() throws IOException {
        try (WatchStream events = server.watch(what, version)) {
            if (problem != null) {
                problem = null;
                news.run();
            }
            for (JsonNode event = events.next(); event != null; event = events.next()) {
                failures = 0;
                if (!take(event)) {
                    return;
                }
            }
        }
    }

    /** Whether the watch goes on. */
    private boolean take(JsonNode event) throws IOException {
        String type = event.path("type").asText("");
        if (type.equals("ERROR")) {
            JsonNode status = event.path("object");
            if (status.path("code").asInt() == GONE) {
                version = "";
                return false;
            }
            throw new IOException(status.path("message").asText("an error without words"));
        }
        if (!(event.path("object") instanceof ObjectNode object)) {
            throw new IOException("an event without an object");
        }
        String state = object.path("metadata").path("resourceVersion").asText("");
        switch (type) {
            case "ADDED", "MODIFIED" -> put(ClusterObject.of(what.resource(), object));
            case "DELETED" -> {
                if (objects.remove(ClusterObject.of(what.resource(), object).key()) != null) {
                    news.run();
                }
            }
            default -> {
                // A bookmark, which tells the state alone, or what later versions of the API may send.
            }
        }
        version = state.isEmpty() ? version : state;
        return true;
    }

    private void put(ClusterObject object) throws IOException {
        ClusterObject before = objects.put(object.key(), object);
        if (before == null && objects.size() > OBJECTS_MAX) {
            throw new IOException("more than " + OBJECTS_MAX + "; selectors or namespaces would leave fewer");
        }
        if (!object.equals(before)) {
            news.run();
        }
    }

    @Override
    public void close() {
        stop.countDown();
        thread.interrupt();
    }
}
