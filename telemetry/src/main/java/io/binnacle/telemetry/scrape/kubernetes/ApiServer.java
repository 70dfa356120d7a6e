package io.binnacle.telemetry.scrape.kubernetes;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binnacle.telemetry.scrape.fetch.FetchMemory;
import io.binnacle.telemetry.scrape.fetch.Fetched;
import io.binnacle.telemetry.scrape.fetch.Fetcher;
import io.binnacle.telemetry.scrape.fetch.UnexpectedStatus;

/** The questions that are put to a cluster's API server. Used by any number of threads. */
final class ApiServer implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    /** A page of pods has some megabytes. */
    private static final int PAGE_OBJECTS = 500;
    private static final int PAGE_BYTES_MAX = 64 << 20;
    private static final int PAGE_BYTES_EXPECTED = 64 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** How long the server watches; afterwards it is asked again. */
    private static final Duration WATCH = Duration.ofMinutes(5);
    private static final Map<String, String> HEADERS = Map.of("Accept", "application/json");

    private final String base;
    private final Fetcher fetcher;

    /**
     * A part of all objects.
     *
     * @param version of the state that is listed
     * @param next where the rest begins; empty behind the last page
     */
    record Page(List<ClusterObject> objects, String version, String next) {}

    ApiServer(ClusterAccess access, FetchMemory memory) {
        String text = access.server().toString();
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.fetcher = new Fetcher(access.http(), memory);
    }

    /**
     * @param next that the page before told; empty for the first
     * @throws UnexpectedStatus the server will not tell; 410 when the rest is no longer known
     */
    Page list(WatchedResource what, String next) throws IOException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("limit", Integer.toString(PAGE_OBJECTS));
        query.put("continue", next);
        Fetcher.Question question = new Fetcher.Question(uri(what, query), HEADERS, PATIENCE, true, PAGE_BYTES_MAX,
                PAGE_BYTES_EXPECTED);
        try (Fetched body = fetcher.fetch(question)) {
            JsonNode list = JSON.readTree(body.bytes(), 0, body.size());
            List<ClusterObject> objects = new ArrayList<>();
            for (JsonNode item : list.path("items")) {
                if (item instanceof ObjectNode object) {
                    objects.add(ClusterObject.of(what.resource(), object));
                }
            }
            JsonNode metadata = list.path("metadata");
            return new Page(objects, metadata.path("resourceVersion").asText(""), metadata.path("continue").asText(""));
        } catch (JsonProcessingException e) {
            throw new IOException("an answer that is no JSON", e);
        }
    }

    /**
     * What changes from that state on. The caller closes it.
     *
     * @throws UnexpectedStatus the server will not tell; 410 when the state is too old
     */
    WatchStream watch(WatchedResource what, String version) throws IOException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("watch", "true");
        query.put("allowWatchBookmarks", "true");
        query.put("resourceVersion", version);
        query.put("timeoutSeconds", Long.toString(WATCH.toSeconds()));
        Fetcher.Question question = new Fetcher.Question(uri(what, query), HEADERS, PATIENCE, false, 0, 0);
        return new WatchStream(fetcher.open(question, WATCH.plus(PATIENCE)));
    }

    private URI uri(WatchedResource what, Map<String, String> query) {
        query.put("labelSelector", what.labelSelector());
        query.put("fieldSelector", what.fieldSelector());
        StringBuilder uri = new StringBuilder(base).append(what.resource().path(encoded(what.namespace())));
        query.forEach((name, value) -> {
            if (!value.isEmpty()) {
                uri.append(uri.indexOf("?") < 0 ? '?' : '&').append(name).append('=').append(encoded(value));
            }
        });
        return URI.create(uri.toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
