package io.binnacle.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.server.http.Json;
import io.binnacle.server.security.Permission;

/** Calls the API of a server that runs somewhere else, with an API token. */
final class ApiClient implements AutoCloseable {

    static final String PASSWORD = "a long enough passphrase";

    /** A status and a body. */
    record Answer(int status, JsonNode body) {

        boolean acknowledged() {
            return status / 100 == 2;
        }

        String text(String pointer) {
            return body.at(pointer).asText();
        }
    }

    private final String url;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param token empty for nobody */
    ApiClient(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** Makes the first administrator {@code ada}, and a token that may do everything; returns its secret. */
    static String setUp(ServerProcess server) throws IOException, InterruptedException {
        try (ApiClient nobody = new ApiClient(server.url(), "")) {
            HttpResponse<String> signedIn = nobody.send("POST", "setup",
                    Map.of("token", server.awaitSetupToken(), "name",
                            "ada", "displayName", "Ada", "password", PASSWORD),
                    List.of());
            if (signedIn.statusCode() != 201) {
                throw new AssertionError(signedIn.body());
            }
            String cookie = signedIn.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
            String csrfToken = Json.MAPPER.readTree(signedIn.body()).path("csrfToken").asText();
            HttpResponse<String> token = nobody.send("POST", "tokens", Map.of("name", "test", "permissions",
                    List.of(Permission.values()).stream().map(Permission::text).toList()),
                    List.of("Cookie", cookie, "X-CSRF-Token", csrfToken));
            return Json.MAPPER.readTree(token.body()).path("secret").asText();
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return answer(send("GET", path, Map.of(), List.of()));
    }

    Answer post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return answer(send("POST", path, body, List.of()));
    }

    private static Answer answer(HttpResponse<String> response) throws IOException {
        return new Answer(response.statusCode(), Json.MAPPER.readTree(response.body()));
    }

    private HttpResponse<String> send(String method, String path, Map<String, ?> body, List<String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        if (method.equals("GET")) {
            request.GET();
        } else {
            request.header("Content-Type", "application/json").method(method,
                    HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What is under way ends without an answer. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
