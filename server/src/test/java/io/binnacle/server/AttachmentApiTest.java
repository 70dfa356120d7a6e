package io.binnacle.server;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.server.ServerRig.Answer;
import io.binnacle.server.security.Permission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Files of items over HTTP. */
class AttachmentApiTest {

    private static final ServerRig RIG = new ServerRig();
    private static final String TOKEN = RIG.token(
            Set.of(Permission.CI_READ, Permission.CI_WRITE, Permission.AUDIT_READ));

    @AfterAll
    static void close() {
        RIG.close();
    }

    private static UUID item(String name) {
        RIG.wiring.cmdb.apply(new DiscoveryResult("test", name, Set.of(),
                List.of(new ObservedItem("server", name, name, Map.of(), List.of())), List.of(), List.of()));
        return RIG.wiring.cmdb.findByKey("server", name).orElseThrow().id();
    }

    private static Answer upload(UUID item, String name, byte[] content) {
        return RIG.call("POST", "/api/v1/cis/" + item + "/attachments?name=" + name).token(TOKEN)
                .body("application/octet-stream", content).send();
    }

    @Test
    void aFileComesAndGoesAndIsAudited() {
        UUID item = item("alpha");
        byte[] content = {0, 1, (byte) 0xFF, 10};
        Answer added = upload(item, "Rack%20%C3%BC%22%3Bx.pdf", content);
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        assertThat(added.json().at("/sha256").asText()).hasSize(64);
        assertThat(added.json().at("/mediaType").asText()).isEqualTo("application/pdf");
        Answer all = RIG.get(TOKEN, "cis/" + item + "/attachments");
        assertThat(all.json().at("/items/0/name").asText()).isEqualTo("Rack ü\";x.pdf");
        assertThat(all.json().at("/items/0/sizeBytes").asInt()).isEqualTo(4);

        String path = "/api/v1/attachments/" + added.json().at("/id").asText();
        HttpResponse<byte[]> file = RIG.call("GET", path).token(TOKEN).send(BodyHandlers.ofByteArray());
        assertThat(file.body()).isEqualTo(content);
        assertThat(file.headers().allValues("content-disposition")).containsExactly(
                "attachment; filename=\"Rack ___x.pdf\"; filename*=UTF-8''Rack%20%C3%BC%22%3Bx.pdf");
        assertThat(file.headers().allValues("x-content-type-options")).containsOnly("nosniff");
        assertThat(file.headers().allValues("content-security-policy")).containsExactly(
                "default-src 'none'; sandbox");
        assertThat(file.headers().firstValue("cache-control")).hasValue("no-store");

        assertThat(RIG.call("DELETE", path).token(TOKEN).send().status()).isEqualTo(204);
        assertThat(RIG.call("GET", path).token(TOKEN).send().status()).isEqualTo(404);
        Answer audit = RIG.get(TOKEN, "audit?q=recordId:" + item);
        assertThat(audit.text()).contains("\"attached\"").contains("\"detached\"").contains(
                added.json().at("/sha256").asText());
    }

    @Test
    void whatIsNoFileIsRefused() {
        UUID item = item("beta");
        byte[] content = "x".getBytes(StandardCharsets.UTF_8);
        for (String name : List.of("", "..", "a%2Fb", "a%5Cb", "a%0Ab", "a%E2%80%AEfdp.exe", "x".repeat(201))) {
            assertThat(upload(item, name, content).status()).as(name).isEqualTo(400);
        }
        assertThat(upload(item, "empty.txt", new byte[0]).status()).isEqualTo(400);
        assertThat(upload(item, "large.bin", new byte[(16 << 20) + 1]).status()).isEqualTo(413);
        assertThat(upload(UUID.randomUUID(), "a.txt", content).status()).isEqualTo(404);
        Answer page = upload(item, "page.html", "<script>".getBytes(StandardCharsets.UTF_8));
        assertThat(page.json().at("/mediaType").asText()).isEqualTo("application/octet-stream");
        assertThat(RIG.get(TOKEN, "cis/" + item + "/attachments").json().at("/items").size()).isEqualTo(1);
    }
}
