package io.binnacle.telemetry.scrape.kubernetes;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.jspecify.annotations.Nullable;

/** Speaks list and watch as the API server of Kubernetes does, faults included. Any thread may change what it holds. */
public final class TestApiServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private final Map<String, Integer> refusals = new HashMap<>();
    private long version = 100;
    private long oldest;
    private int generation;
    private int pageMax = Integer.MAX_VALUE;
    private boolean tellsExpiryInStream;
    private @Nullable String token;

    /** @param path of the object's collection; empty for all */
    private record Event(long version, String path, String namespace, String type, JsonNode object) {}

    /** @param generation of the watches, when it came */
    private record Question(String path, String namespace, Map<String, String> query, int generation) {}

    public TestApiServer(@Nullable SSLContext tls) throws IOException {
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (tls == null) {
            server = HttpServer.create(anywhere, 0);
        } else {
            HttpsServer secured = HttpsServer.create(anywhere, 0);
            secured.setHttpsConfigurator(new HttpsConfigurator(tls));
            server = secured;
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI uri() {
        return URI.create((server instanceof HttpsServer ? "https" : "http") + "://localhost:"
                + server.getAddress().getPort());
    }

    /** Adds or changes an object of that collection, such as {@code /api/v1/pods}. */
    public synchronized void put(String collection, String json) {
        try {
            ObjectNode object = (ObjectNode) JSON.readTree(json);
            boolean fresh = objects.put(key(collection, object), object) == null;
            tell(collection, fresh ? "ADDED" : "MODIFIED", object);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public synchronized void delete(String collection, String namespace, String name) {
        ObjectNode gone = objects.remove(collection + " " + namespace + "/" + name);
        tell(collection, "DELETED", Objects.requireNonNull(gone));
    }

    private static String key(String collection, JsonNode object) {
        return collection + " " + namespace(object) + "/" + object.path("metadata").path("name").asText();
    }

    private static String namespace(JsonNode object) {
        return object.path("metadata").path("namespace").asText("");
    }

    private void tell(String collection, String type, ObjectNode object) {
        version++;
        ((ObjectNode) object.path("metadata")).put("resourceVersion", Long.toString(version));
        events.add(new Event(version, collection, namespace(object), type, object.deepCopy()));
        notifyAll();
    }

    /** Tells every watch how far it is. */
    public synchronized void bookmark() {
        version++;
        ObjectNode object = JSON.createObjectNode();
        object.putObject("metadata").put("resourceVersion", Long.toString(version));
        events.add(new Event(version, "", "", "BOOKMARK", object));
        notifyAll();
    }

    /** Forgets what happened so far: who watches from there is told so, as an answer or as an event. */
    public synchronized void expire(boolean inStream) {
        tellsExpiryInStream = inStream;
        oldest = version;
        events.clear();
        endWatches();
    }

    /** Ends every watch that is under way. */
    public synchronized void endWatches() {
        generation++;
        notifyAll();
    }

    /** Answers with that status whoever asks for that collection, and ends the watches; 0 to answer again. */
    public synchronized void refuse(String collection, int status) {
        refusals.put(collection, status);
        endWatches();
    }

    public synchronized void demand(String bearer) {
        token = bearer;
        endWatches();
    }

    public synchronized void pages(int objectsMax) {
        pageMax = objectsMax;
    }

    /** Each question so far: the path and what is asked, decoded. */
    public synchronized List<String> questions() {
        return List.copyOf(questions);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Question question = question(exchange.getRequestURI());
            int refusal = refusal(question, exchange.getRequestHeaders().getFirst("Authorization"));
            if (refusal != 0) {
                exchange.sendResponseHeaders(refusal, -1);
            } else if (question.query().containsKey("watch")) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().flush();
                watch(question, exchange.getResponseBody());
            } else {
                byte[] page = page(question).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            }
        }
    }

    private synchronized int refusal(Question question, @Nullable String authorization) {
        if (token != null && !("Bearer " + token).equals(authorization)) {
            return 401;
        }
        String from = question.query().get("resourceVersion");
        boolean expired = from != null && Long.parseLong(from) < oldest && !tellsExpiryInStream;
        return refusals.getOrDefault(question.path(), expired ? 410 : 0);
    }

    private synchronized Question question(URI uri) {
        String path = uri.getPath();
        String namespace = "";
        int at = path.indexOf("/namespaces/");
        if (at >= 0) {
            int end = path.indexOf('/', at + "/namespaces/".length());
            namespace = path.substring(at + "/namespaces/".length(), end);
            path = path.substring(0, at) + path.substring(end);
        }
        Map<String, String> query = new TreeMap<>();
        for (String part : String.valueOf(uri.getRawQuery()).split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                query.put(part.substring(0, equals),
                        URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        questions.add(uri.getPath() + " " + query);
        return new Question(path, namespace, query, generation);
    }

    private synchronized String page(Question question) {
        ObjectNode list = JSON.createObjectNode();
        ObjectNode metadata = list.putObject("metadata").put("resourceVersion", Long.toString(version));
        List<ObjectNode> found = new ArrayList<>();
        objects.forEach((key, object) -> {
            boolean here = question.namespace().isEmpty() || question.namespace().equals(namespace(object));
            if (here && key.startsWith(question.path() + " ")) {
                found.add(object);
            }
        });
        int from = Integer.parseInt(question.query().getOrDefault("continue", "0"));
        int to = Math.min(found.size(), from + pageMax);
        found.subList(from, to).forEach(list.withArray("items")::add);
        if (to < found.size()) {
            metadata.put("continue", Integer.toString(to));
        }
        return list.toString();
    }

    private void watch(Question question, OutputStream out) throws IOException {
        long seen = Long.parseLong(question.query().getOrDefault("resourceVersion", "0"));
        if (isExpired(seen)) {
            out.write(("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,"
                    + "\"message\":\"too old resource version\"}}\n").getBytes(StandardCharsets.UTF_8));
            return;
        }
        while (true) {
            Event next = next(question, seen);
            if (next == null) {
                return;
            }
            ObjectNode event = JSON.createObjectNode().put("type", next.type());
            event.set("object", next.object());
            out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            seen = next.version();
        }
    }

    private synchronized boolean isExpired(long seen) {
        return seen < oldest;
    }

    private synchronized @Nullable Event next(Question question, long seen) {
        while (generation == question.generation()) {
            for (Event event : events) {
                boolean here = question.namespace().isEmpty() || question.namespace().equals(event.namespace());
                if (event.version() > seen
                        && (event.path().isEmpty() || (here && event.path().equals(question.path())))) {
                    return event;
                }
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        return null;
    }

    @Override
    public void close() {
        endWatches();
        server.stop(0);
        threads.shutdownNow();
    }
}
