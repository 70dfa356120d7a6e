package io.binnacle.telemetry.scrape.fetch;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binnacle.telemetry.scrape.fetch.HttpSettings.Authorization;
import org.jspecify.annotations.Nullable;

/**
 * A token by OAuth 2's client credentials (RFC 6749, 4.4), kept until shortly before it ends. Used by any number of threads:
 * while one fetches the token the others wait for it. No message holds a secret.
 */
final class OAuth2Token implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A token that ends while it is on its way is of no use; as Go's clients have it. */
    private static final Duration EARLY = Duration.ofSeconds(10);
    /** So that a thousand targets do not ask one after the other a server that does not answer. */
    static final Duration AGAIN = Duration.ofSeconds(5);
    private static final int ANSWER_BYTES_MAX = 1 << 20;
    private static final Map<String, String> HEADERS = Map.of("Accept", "application/json");

    private final Authorization.OAuth2 settings;
    private final Fetcher fetcher;
    private final Duration again;
    private @Nullable Held held;
    private @Nullable String failure;
    private long failureEndsNanos;
    /** Whether the server takes the client's secret in the form, not in a header. */
    private boolean inForm;

    /**
     * What is used until then.
     *
     * @param secret of the client by which it was fetched
     * @param endsNanos null for never
     */
    private record Held(String header, String secret, @Nullable Long endsNanos) {}

    /** @param again how long a failure is told without asking */
    OAuth2Token(Authorization.OAuth2 settings, FetchMemory memory, Duration again) {
        this.settings = settings;
        this.fetcher = new Fetcher(settings.http(), memory);
        this.again = again;
    }

    /** The value of the header {@code Authorization}. */
    synchronized String header() throws IOException {
        String secret = settings.clientSecret().read();
        long now = System.nanoTime();
        Held present = held;
        if (present != null && present.secret().equals(secret)
                && (present.endsNanos() == null || present.endsNanos() - now > EARLY.toNanos())) {
            return present.header();
        }
        if (failure != null && failureEndsNanos - now > 0) {
            throw new IOException(failure);
        }
        try {
            Held fetched = fetch(secret);
            held = fetched;
            failure = null;
            return fetched.header();
        } catch (IOException e) {
            failure = "no token of " + settings.tokenUrl().getHost() + " by OAuth 2: " + e.getMessage();
            failureEndsNanos = System.nanoTime() + again.toNanos();
            throw new IOException(failure, e);
        }
    }

    /** Servers differ in where they want the secret of the client; the way that works is remembered. */
    private Held fetch(String secret) throws IOException {
        try {
            return fetch(secret, inForm);
        } catch (UnexpectedStatus e) {
            if (e.status() != 400 && e.status() != 401) {
                throw e;
            }
            Held fetched = fetch(secret, !inForm);
            inForm = !inForm;
            return fetched;
        }
    }

    // Neither the cause of an answer that is no JSON nor its message are told: they may quote the token.
    @SuppressWarnings("UnusedException")
    private Held fetch(String secret, boolean secretInForm) throws IOException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        if (!settings.scopes().isEmpty()) {
            form.put("scope", String.join(" ", settings.scopes()));
        }
        for (Map.Entry<String, Secret> param : settings.params().entrySet()) {
            form.put(param.getKey(), param.getValue().read());
        }
        Map<String, String> headers = new LinkedHashMap<>(HEADERS);
        if (secretInForm) {
            form.put("client_id", settings.clientId());
            form.put("client_secret", secret);
        } else {
            String both = encoded(settings.clientId()) + ":" + encoded(secret);
            headers.put("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        }
        String body = form.entrySet().stream().map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        long asked = System.nanoTime();
        try (Fetched answer = fetcher.post(new Fetcher.Question(settings.tokenUrl(), headers, PATIENCE, true,
                ANSWER_BYTES_MAX, 0), body)) {
            return held(JSON.readTree(answer.bytes(), 0, answer.size()), secret, asked);
        } catch (JsonProcessingException e) {
            throw new IOException("the answer is no JSON");
        }
    }

    private static Held held(JsonNode answer, String secret, long askedNanos) throws IOException {
        String token = answer.path("access_token").asText("");
        if (token.isEmpty()) {
            throw new IOException("the answer has no access_token");
        }
        String type = answer.path("token_type").asText("");
        boolean usual = type.isEmpty() || type.toLowerCase(Locale.ROOT).equals("bearer");
        // Some servers write the number as a text.
        long seconds = answer.path("expires_in").asLong(0);
        return new Held((usual ? "Bearer" : type) + " " + token, secret,
                seconds <= 0 ? null : askedNanos + Duration.ofSeconds(seconds).toNanos());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
