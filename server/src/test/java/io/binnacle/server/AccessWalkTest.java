package io.binnacle.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.server.security.Permission;
import io.binnacle.server.security.Role;
import io.binnacle.server.security.SignIn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls every operation of the API's own document as everybody, and compares what happens with what the document says of
 * the permission. Ids are of things that do not exist and bodies are empty, so that whoever may call changes nothing and
 * is answered 2xx, 400, 404, 409 or 422.
 */
class AccessWalkTest {

    private static final Set<Integer> ALLOWED = Set.of(200, 201, 204, 400, 404, 409, 415, 422);
    /** Whatever else becomes public must be written down here, too. */
    private static final Set<String> PUBLIC = Set.of("GET /api/v1/setup", "POST /api/v1/setup",
            "POST /api/v1/session", "GET /health/live", "GET /health/ready", "GET /-/healthy", "GET /-/ready");

    /** @param permission as the document has it: a permission, {@code authenticated} or {@code public} */
    private record Operation(String method, String path, String id, String permission, String bodyType,
            boolean question) {

        String place() {
            return method + " " + path;
        }

        boolean isPublic() {
            return permission.equals("public");
        }

        Optional<Permission> needed() {
            return Permission.parse(permission);
        }

        boolean allows(Set<Permission> permissions) {
            return needed().map(permissions::contains).orElse(true);
        }

        /** POST with a form asks a question that is too long for a URL; everything else but GET changes something. */
        boolean changes() {
            return !method.equals("GET") && !question;
        }
    }

    /** They change nothing; what they ask is too long for a URL. */
    private static final Set<String> QUESTIONS = Set.of("readSamples", "askWhatIf");
    private static final ServerRig RIG = new ServerRig();
    private static final Map<Role, SignIn.SignedIn> SESSIONS = new EnumMap<>(Role.class);
    private static final List<Operation> OPERATIONS = new ArrayList<>();

    @BeforeAll
    static void signIn() {
        RIG.wiring.estate.follower().catchUp();
        for (Role role : Role.values()) {
            RIG.addUser(role.text(), role);
            SESSIONS.put(role, RIG.session(role.text()));
        }
        JsonNode paths = RIG.get(RIG.token(Set.of(Permission.CI_READ)), "openapi.json").json().path("paths");
        paths.properties().forEach(path -> path.getValue().properties().forEach(operation -> OPERATIONS
                .add(operation("/api/v1" + path.getKey(), operation.getKey(), operation.getValue()))));
        // What stands outside of the API stands outside of its document.
        OPERATIONS.add(new Operation("GET", "/health/live", "getLive", "public", "", false));
        OPERATIONS.add(new Operation("GET", "/health/ready", "getReady", "public", "", false));
        OPERATIONS.add(new Operation("GET", "/-/healthy", "getHealthy", "public", "", false));
        OPERATIONS.add(new Operation("GET", "/-/ready", "getReadiness", "public", "", false));
        OPERATIONS.add(new Operation("GET", "/federate", "federate", "metric:read", "", false));
        OPERATIONS.add(new Operation("GET", "/metrics", "getMetrics", "metrics:read", "", false));
        OPERATIONS.add(new Operation("POST", "/v1/metrics", "exportMetricsAtOwnPath", "metric:ingest",
                "application/x-protobuf", false));
        OPERATIONS.add(new Operation("POST", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
                "exportMetricsByGrpc", "metric:ingest", "application/grpc", false));
    }

    @AfterAll
    static void close() {
        RIG.close();
    }

    private static Operation operation(String path, String method, JsonNode operation) {
        JsonNode content = operation.path("requestBody").path("content");
        String type = content.isEmpty() ? "" : content.fieldNames().next();
        return new Operation(method.toUpperCase(Locale.ROOT), path, operation.path("operationId").asText(),
                operation.path("x-permission").asText(), type,
                type.endsWith("form-urlencoded"));
    }

    private static ServerRig.Call call(Operation operation) {
        String path = operation.path().replace("{id}", "00000000-0000-7000-8000-000000000000")
                .replaceAll("\\{\\w+}", "INC-999999");
        ServerRig.Call call = RIG.call(operation.method(), path);
        return operation.bodyType().isEmpty()
                ? call
                : call.body(operation.bodyType(), operation.question() ? "" : "{}");
    }

    private static SignIn.SignedIn session(Role role) {
        return Objects.requireNonNull(SESSIONS.get(role));
    }

    /** The status alone: the stream's body has no end. */
    private static int status(ServerRig.Call call) {
        HttpResponse<InputStream> response = call.send(BodyHandlers.ofInputStream());
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return response.statusCode();
    }

    @Test
    void everyRouteIsWalkedAndDeclaresItsAccess() {
        Set<String> served = new TreeSet<>();
        RIG.routes.forEach(route -> served.add(route.head().method() + " "
                + (route.head().path().startsWith("/") ? "" : "/api/v1/") + route.head().path()));
        assertThat(OPERATIONS.stream().map(Operation::place)).containsExactlyInAnyOrderElementsOf(served);
        assertThat(OPERATIONS).allMatch(operation -> operation.needed().isPresent()
                || Set.of("public", "authenticated").contains(operation.permission()));
        assertThat(OPERATIONS.stream().filter(Operation::isPublic).map(Operation::place))
                .containsExactlyInAnyOrderElementsOf(PUBLIC);
    }

    @Test
    void whatChangesThingsNeedsMoreThanReading() {
        assertThat(OPERATIONS).filteredOn(Operation::changes)
                .noneMatch(
                        operation -> operation.permission().endsWith(":read") && !QUESTIONS.contains(operation.id()));
    }

    @Test
    void aSessionMayDoWhatItsRoleMay() {
        List<String> faults = new ArrayList<>();
        for (Role role : Role.values()) {
            for (Operation operation : OPERATIONS) {
                // Signing out ends the session that it is called with.
                SignIn.SignedIn session = operation.id().equals("signOut")
                        ? RIG.session(role.text())
                        : session(role);
                note(faults, role + "'s session", operation, operation.allows(role.permissions()),
                        status(call(operation).session(session)));
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void aTokenMayDoWhatItsPermissionsSay() {
        List<String> faults = new ArrayList<>();
        for (Role role : Role.values()) {
            String token = RIG.token(role.permissions());
            for (Operation operation : OPERATIONS) {
                note(faults, role + "'s token", operation, operation.allows(role.permissions()),
                        status(call(operation).token(token)));
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void theOnePermissionOpensAndAllOthersDoNot() {
        List<String> faults = new ArrayList<>();
        for (Permission permission : Permission.values()) {
            String one = RIG.token(Set.of(permission));
            String others = RIG.token(EnumSet.complementOf(EnumSet.of(permission)));
            for (Operation operation : OPERATIONS) {
                if (operation.needed().equals(Optional.of(permission))) {
                    note(faults, "only " + permission, operation, true, status(call(operation).token(one)));
                    note(faults, "all but " + permission, operation, false, status(call(operation).token(others)));
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void whoIsNobodyIsAnsweredOnlyInPublic() {
        List<String> faults = new ArrayList<>();
        for (Operation operation : OPERATIONS) {
            expect(faults, "nobody", operation, operation.isPublic() ? ALLOWED : Set.of(401), status(call(operation)));
            expect(faults, "an unknown session", operation, operation.isPublic() ? ALLOWED : Set.of(401),
                    status(call(operation).cookie("nothing")));
            expect(faults, "an unknown token", operation, Set.of(401), status(call(operation).token("bnc_nothing")));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void aSessionChangesNothingWithoutItsCsrfToken() {
        List<String> faults = new ArrayList<>();
        SignIn.SignedIn session = session(Role.ADMINISTRATOR);
        String foreign = session(Role.VIEWER).session().csrfToken();
        for (Operation operation : OPERATIONS) {
            boolean refused = operation.changes() && !operation.isPublic();
            note(faults, "without a CSRF token", operation, !refused, status(call(operation).cookie(session.secret())));
            note(faults, "with another's CSRF token", operation, !refused,
                    status(call(operation).cookie(session.secret()).header("X-CSRF-Token", foreign)));
            note(faults, "from another site", operation, !operation.changes(),
                    status(call(operation).session(session).header("Sec-Fetch-Site", "cross-site")));
        }
        assertThat(faults).isEmpty();
    }

    private static void note(List<String> faults, String who, Operation operation, boolean allowed, int status) {
        expect(faults, who, operation, allowed ? ALLOWED : Set.of(403), status);
    }

    private static void expect(List<String> faults, String who, Operation operation, Set<Integer> expected,
            int status) {
        if (!expected.contains(status)) {
            faults.add(who + ": " + operation.place() + " (" + operation.permission() + ") answered " + status);
        }
    }
}
