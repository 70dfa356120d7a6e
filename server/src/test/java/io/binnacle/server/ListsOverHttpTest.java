package io.binnacle.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.server.ServerRig.Answer;
import io.binnacle.server.security.Permission;
import io.binnacle.server.security.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Paging, filter and sort order of every list, through the one language that they share. */
class ListsOverHttpTest {

    /** Path by the list's name; {@link #everyListIsTried} holds it complete. */
    private static final Map<String, String> PATHS = new TreeMap<>(Map.ofEntries(
            Map.entry("activities", "audit"),
            Map.entry("alerts", "alerting/alerts"),
            Map.entry("channels", "notification/channels"),
            Map.entry("ci-changes", "ci-changes"),
            Map.entry("cis", "cis"),
            Map.entry("deliveries", "notification/deliveries"),
            Map.entry("discovery-runs", "discovery/runs"),
            Map.entry("drift", "drift"),
            Map.entry("incidents", "incidents"),
            Map.entry("services", "services"),
            Map.entry("tokens", "tokens"),
            Map.entry("users", "users")));
    private static final ServerRig RIG = new ServerRig();
    private static final String TOKEN = RIG.token(Set.of(Permission.values()));

    @BeforeAll
    static void fill() {
        for (int i = 1; i <= 7; i++) {
            RIG.addUser("user" + i, i % 2 == 0 ? Role.VIEWER : Role.OPERATOR);
            RIG.token(Set.of(Permission.CI_READ));
            RIG.post(TOKEN, "incidents", "{\"title\":\"Incident " + i + "\",\"severity\":\""
                    + (i % 2 == 0 ? "warning" : "major") + "\"}");
            RIG.post(TOKEN, "notification/channels", "{\"name\":\"channel" + i
                    + "\",\"kind\":\"webhook\",\"url\":\"http://127.0.0.1:9/\",\"enabled\":false}");
        }
    }

    @AfterAll
    static void close() {
        RIG.close();
    }

    private static Answer list(String path, String... parameters) {
        StringBuilder query = new StringBuilder();
        for (String parameter : parameters) {
            String[] parts = parameter.split("=", 2);
            query.append(query.isEmpty() ? '?' : '&').append(parts[0]).append('=')
                    .append(URLEncoder.encode(parts[1], StandardCharsets.UTF_8));
        }
        return RIG.get(TOKEN, path + query);
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    @Test
    void everyListIsTried() {
        List<String> pathsWithCursor = new ArrayList<>();
        RIG.get(TOKEN, "openapi.json").json().path("paths").properties().forEach(path -> {
            if (path.getValue().path("get").path("parameters").toString().contains("\"cursor\"")
                    && !path.getKey().contains("{")) {
                pathsWithCursor.add(path.getKey().substring(1));
            }
        });
        assertThat(pathsWithCursor).containsExactlyInAnyOrderElementsOf(PATHS.values());
        assertThat(RIG.wiring.lists()).extracting(schema -> schema.list())
                .containsExactlyInAnyOrderElementsOf(PATHS.keySet());
    }

    @Test
    void everyListSortsByEachFieldThatSaysSo() {
        PATHS.forEach((name, path) -> {
            JsonNode fields = RIG.get(TOKEN, "list-fields/" + name).json().path("fields");
            assertThat(fields).as(name).isNotEmpty();
            for (JsonNode field : fields) {
                String key = field.path("name").asText();
                int expected = field.path("sortable").asBoolean() ? 200 : 400;
                assertThat(list(path, "sort=" + key).status()).as(path + " by " + key).isEqualTo(expected);
                assertThat(list(path, "sort=-" + key).status()).as(path + " by -" + key).isEqualTo(expected);
            }
        });
    }

    @Test
    void everyListFiltersByEachField() {
        PATHS.forEach((name, path) -> {
            for (JsonNode field : RIG.get(TOKEN, "list-fields/" + name).json().path("fields")) {
                String value = switch (field.path("type").asText()) {
                    case "id" -> "00000000-0000-7000-8000-000000000000";
                    case "number" -> "-7";
                    case "time" -> "2001-01-01T00:00:00Z";
                    case "enum" -> field.path("values").path(0).asText();
                    case "boolean" -> "true";
                    default -> "nothing-has-this-text";
                };
                String term = field.path("name").asText() + ":" + value;
                Answer found = list(path, "q=" + term);
                Answer others = list(path, "q=-" + term);
                Answer all = list(path);
                assertThat(found.status()).as(path + " " + term + " " + found.text()).isEqualTo(200);
                assertThat(others.status()).as(path + " -" + term).isEqualTo(200);
                assertThat(found.json().path("total").asInt() + others.json().path("total").asInt())
                        .as(path + ": " + term + " and its opposite").isEqualTo(all.json().path("total").asInt());
            }
        });
    }

    @Test
    void everyListRefusesWhatItDoesNotKnow() {
        PATHS.values().forEach(path -> {
            assertThat(list(path, "q=nofield:1").violation().path("field").asText()).as(path).isEqualTo("q");
            assertThat(list(path, "sort=nofield").violation().path("field").asText()).as(path).isEqualTo("sort");
            assertThat(list(path, "cursor=nonsense").violation().path("field").asText()).as(path).isEqualTo("cursor");
            for (String limit : List.of("0", "501", "-1", "many")) {
                assertThat(list(path, "limit=" + limit).violation().path("field").asText()).as(path)
                        .isEqualTo("limit");
            }
        });
    }

    @Test
    void pagesGiveEachRowOnceInBothDirections() {
        for (String path : List.of("users", "tokens", "incidents", "notification/channels", "audit")) {
            for (String sort : List.of("id", "-id", path.equals("audit")
                    ? "verb"
                    : path.equals("incidents")
                            ? "severity"
                            : "name")) {
                JsonNode whole = list(path, "sort=" + sort, "limit=500").json();
                assertThat(pages(path, sort)).as(path + " by " + sort).hasSizeGreaterThan(6).doesNotHaveDuplicates()
                        .containsExactlyElementsOf(ids(whole));
                assertThat(whole.path("total").asInt()).isEqualTo(ids(whole).size());
            }
        }
    }

    private static List<String> pages(String path, String sort) {
        List<String> found = new ArrayList<>();
        JsonNode page = list(path, "sort=" + sort, "limit=2").json();
        found.addAll(ids(page));
        while (page.hasNonNull("nextCursor")) {
            page = list(path, "sort=" + sort, "limit=2", "cursor=" + page.path("nextCursor").asText()).json();
            assertThat(page.path("items").size()).isBetween(1, 2);
            found.addAll(ids(page));
        }
        return found;
    }

    @Test
    void aCursorBelongsToItsSortOrder() {
        String cursor = list("users", "sort=name", "limit=2").text("nextCursor");
        assertThat(list("users", "sort=-name", "limit=2", "cursor=" + cursor).violation().path("field").asText())
                .isEqualTo("cursor");
    }

    @Test
    void filtersCombineAndWordsSearch() {
        assertThat(list("incidents", "q=severity:warning").json().path("total").asInt()).isEqualTo(3);
        assertThat(list("incidents", "q=severity:warning,major").json().path("total").asInt()).isEqualTo(7);
        assertThat(list("incidents", "q=severity:warning \"Incident 4\"").json().path("total").asInt()).isEqualTo(1);
        assertThat(list("users", "q=role:viewer -name:user2").json().path("total").asInt()).isEqualTo(2);
    }
}
