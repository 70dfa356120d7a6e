package io.binnacle.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.kernel.error.BugException;
import io.binnacle.server.config.LoadedConfiguration;
import io.binnacle.server.config.Source;
import io.binnacle.server.http.HttpServer;
import io.binnacle.server.http.Json;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.ApiTokens;
import io.binnacle.server.security.Permission;
import io.binnacle.server.security.Role;
import io.binnacle.server.security.SignIn;
import io.binnacle.server.security.Users;
import io.binnacle.storage.Database;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.secret.SecretBox;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.binnacle.testkit.MutableClock;
import io.binnacle.testkit.TestDatabase;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * The HTTP side of the server over a fresh database, on a free port of loopback, with a clock that the test moves; nothing
 * that repeats is started. Used by one test at a time.
 */
final class ServerRig implements AutoCloseable {

    static final Actor TEST = new Actor(Actor.Kind.CLI, "test", null);
    static final String PASSWORD = "a long enough passphrase";

    /** What came back. */
    record Answer(int status, java.net.http.HttpHeaders headers, String text) {

        JsonNode json() {
            try {
                return Json.MAPPER.readTree(text);
            } catch (IOException e) {
                throw new BugException("no JSON: " + text, e);
            }
        }

        String text(String field) {
            return json().path(field).asText();
        }

        /** Of a header that comes once; empty when it does not come. */
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** The first broken rule of a problem. */
        JsonNode violation() {
            return json().path("violations").path(0);
        }
    }

    final MutableClock clock = new MutableClock();
    final Database database = TestDatabase.create();
    final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final Wiring wiring;
    final List<Route<?, ?>> routes;
    final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer http;

    /** @param settings {@code key=value} over what is built in */
    ServerRig(String... settings) {
        this(clock -> new InMemoryTimeSeriesStore(InMemorySettings.defaults(), clock), settings);
    }

    /** @param samples opens the store of samples, which remains the caller's */
    ServerRig(Function<InstantSource, TimeSeriesStore> samples, String... settings) {
        Map<String, Source.Entry> flags = new HashMap<>();
        flags.put("server.listen", new Source.Entry("127.0.0.1:0", "test"));
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            flags.put(parts[0], new Source.Entry(parts[1], "test"));
        }
        wiring = new Wiring(Foundation.of(LoadedConfiguration.load(null, Map.of(), flags), database.jdbi(), clock,
                meters, new SecretBox(new byte[32]), samples.apply(clock)),
                signatures -> List.of());
        routes = Apis.routes(wiring);
        http = new HttpServer(wiring.foundation.configuration().server(), routes, wiring.access.signIn(), meters);
        http.start();
    }

    int port() {
        return http.port();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** A user with {@link #PASSWORD}. */
    void addUser(String name, Role role) {
        wiring.access.users().create(new Users.Wish(name, name, role, PASSWORD), TEST);
    }

    /** A session of that user, opened past the throttle and the API. */
    SignIn.SignedIn session(String name) {
        return wiring.access.signIn().signIn(name, PASSWORD, "127.0.0.2").orElseThrow();
    }

    /** The secret of a new token. */
    String token(Set<Permission> permissions) {
        return wiring.access.tokens().create(new ApiTokens.Wish("token", permissions, null),
                Set.of(Permission.values()), TEST).secret();
    }

    Call call(String method, String path) {
        return new Call(method, path);
    }

    /** A GET below {@code /api/v1/} with that token. */
    Answer get(String token, String path) {
        return call("GET", "/api/v1/" + path).token(token).send();
    }

    /** A POST below {@code /api/v1/} with that token. */
    Answer post(String token, String path, String json) {
        return call("POST", "/api/v1/" + path).token(token).json(json).send();
    }

    /** One request as it is put together. */
    final class Call {

        private final HttpRequest.Builder request;
        private final String method;
        private HttpRequest.BodyPublisher body = BodyPublishers.noBody();

        private Call(String method, String path) {
            this.method = method;
            this.request = HttpRequest.newBuilder(uri(path));
        }

        Call header(String name, String value) {
            request.setHeader(name, value);
            return this;
        }

        Call token(String secret) {
            return header("Authorization", "Bearer " + secret);
        }

        Call cookie(String secret) {
            return header("Cookie", "binnacle_session=" + secret);
        }

        /** As our own page does it: the cookie and the CSRF token. */
        Call session(SignIn.SignedIn signedIn) {
            return cookie(signedIn.secret()).header("X-CSRF-Token", signedIn.session().csrfToken());
        }

        Call json(String text) {
            return body("application/json", text);
        }

        Call body(String type, byte[] bytes) {
            body = BodyPublishers.ofByteArray(bytes);
            return header("Content-Type", type);
        }

        Call body(String type, String text) {
            body = BodyPublishers.ofString(text);
            return header("Content-Type", type);
        }

        Answer send() {
            HttpResponse<String> response = send(BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        }

        <T> HttpResponse<T> send(HttpResponse.BodyHandler<T> handler) {
            try {
                return client.send(request.method(method, body).build(), handler);
            } catch (IOException e) {
                throw new BugException("no answer", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BugException("interrupted", e);
            }
        }
    }

    @Override
    public void close() {
        http.close();
        wiring.ruleGroups.close();
        wiring.live.close();
        wiring.deliveries.close();
        wiring.webhook.close();
        wiring.scraping.close();
        wiring.otlp.close();
        wiring.remoteWrite.close();
        client.close();
        database.close();
    }
}
