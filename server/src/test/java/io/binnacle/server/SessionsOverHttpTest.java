package io.binnacle.server;

import java.time.Duration;
import java.util.Set;

import io.binnacle.server.ServerRig.Answer;
import io.binnacle.server.security.Permission;
import io.binnacle.server.security.Role;
import io.binnacle.server.security.SignIn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Signing in, sessions, tokens and accounts over HTTP. */
class SessionsOverHttpTest {

    private static final ServerRig RIG = new ServerRig();

    @BeforeAll
    static void addUsers() {
        RIG.addUser("ada", Role.ADMINISTRATOR);
        RIG.addUser("vic", Role.VIEWER);
    }

    /** Long enough for the throttle to forget what other tests did. */
    @BeforeEach
    void forget() {
        RIG.clock.advance(Duration.ofHours(1));
    }

    @AfterAll
    static void close() {
        RIG.close();
    }

    private static Answer signIn(String name, String password) {
        return RIG.call("POST", "/api/v1/session")
                .json("{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}").send();
    }

    private static String secretOf(Answer answer) {
        String cookie = answer.header("set-cookie");
        return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    }

    private static Answer whoAmI(String secret) {
        return RIG.call("GET", "/api/v1/session").cookie(secret).send();
    }

    @Test
    void theCookieIsForOurOwnPagesOnly() {
        Answer signedIn = signIn("ada", ServerRig.PASSWORD);
        assertThat(signedIn.status()).isEqualTo(201);
        assertThat(signedIn.header("set-cookie")).startsWith("binnacle_session=").containsIgnoringCase("; HttpOnly")
                .contains("; SameSite=Strict").contains("; Path=/").contains("; Max-Age=604800")
                .doesNotContain("Domain");
        assertThat(signedIn.text()).doesNotContain(secretOf(signedIn));
        assertThat(whoAmI(secretOf(signedIn)).json().path("user").path("name").asText()).isEqualTo("ada");
    }

    @Test
    void behindHttpsTheCookieTravelsEncryptedOnly() {
        try (ServerRig https = new ServerRig("server.publicUrl=https://binnacle.example.org")) {
            https.addUser("ada", Role.VIEWER);
            assertThat(https.call("POST", "/api/v1/session")
                    .json("{\"name\":\"ada\",\"password\":\"" + ServerRig.PASSWORD + "\"}").send()
                    .header("set-cookie")).contains("; Secure");
        }
    }

    @Test
    void signingOutEndsTheSessionAndTakesTheCookieAway() {
        SignIn.SignedIn session = RIG.session("ada");
        Answer out = RIG.call("DELETE", "/api/v1/session").session(session).send();
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("set-cookie")).contains("Max-Age=0");
        assertThat(whoAmI(session.secret()).status()).isEqualTo(401);
    }

    @Test
    void signingInAgainEndsTheSessionThatTheBrowserHad() {
        SignIn.SignedIn before = RIG.session("ada");
        Answer again = RIG.call("POST", "/api/v1/session").cookie(before.secret())
                .json("{\"name\":\"ada\",\"password\":\"" + ServerRig.PASSWORD + "\"}").send();
        assertThat(again.status()).isEqualTo(201);
        assertThat(whoAmI(before.secret()).status()).isEqualTo(401);
        assertThat(whoAmI(secretOf(again)).status()).isEqualTo(200);
    }

    @Test
    void aSessionEndsUnusedAndInAnyCaseAfterAWeek() {
        SignIn.SignedIn unused = RIG.session("vic");
        SignIn.SignedIn used = RIG.session("vic");
        for (int hours = 7; hours < 168; hours += 7) {
            RIG.clock.advance(Duration.ofHours(7));
            assertThat(whoAmI(used.secret()).status()).as("after %s hours", hours).isEqualTo(200);
            assertThat(hours < 8 || whoAmI(unused.secret()).status() == 401).isTrue();
        }
        RIG.clock.advance(Duration.ofHours(7));
        assertThat(whoAmI(used.secret()).status()).isEqualTo(401);
    }

    @Test
    void whyASignInFailsIsNotTold() {
        RIG.addUser("off", Role.VIEWER);
        String id = RIG.wiring.access.users().getByName("off").id().toString();
        SignIn.SignedIn before = RIG.session("off");
        assertThat(RIG.call("PATCH", "/api/v1/users/" + id).session(RIG.session("ada")).json("{\"enabled\":false}")
                .send().status()).isEqualTo(200);
        assertThat(whoAmI(before.secret()).status()).as("a disabled account's session").isEqualTo(401);
        Answer disabled = signIn("off", ServerRig.PASSWORD);
        Answer wrong = signIn("vic", "not the passphrase");
        Answer unknown = signIn("nobody", "not the passphrase");
        assertThat(disabled.status()).isEqualTo(401);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(wrong.text("detail")).isEqualTo(unknown.text("detail")).isEqualTo(disabled.text("detail"));
    }

    @Test
    void guessingIsSlowedDownAndForgotten() {
        for (int i = 0; i < 5; i++) {
            assertThat(signIn("vic", "a wrong guess " + i).status()).isEqualTo(401);
        }
        Answer throttled = signIn("vic", ServerRig.PASSWORD);
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.header("retry-after")).isEqualTo("1");
        assertThat(signIn("another", "a wrong guess").status()).as("the address waits, too").isEqualTo(429);
        RIG.clock.advance(Duration.ofSeconds(1));
        assertThat(signIn("vic", "a sixth guess").status()).isEqualTo(401);
        assertThat(signIn("vic", ServerRig.PASSWORD).header("retry-after")).as("twice as long").isEqualTo("2");
        RIG.clock.advance(Duration.ofMinutes(31));
        assertThat(signIn("vic", ServerRig.PASSWORD).status()).isEqualTo(201);
    }

    @Test
    void anotherPasswordEndsTheOtherSessions() {
        RIG.addUser("pat", Role.VIEWER);
        SignIn.SignedIn here = RIG.session("pat");
        SignIn.SignedIn elsewhere = RIG.session("pat");
        Answer wrong = RIG.call("PUT", "/api/v1/account/password").session(here)
                .json("{\"current\":\"something else\",\"replacement\":\"another fine passphrase\"}").send();
        assertThat(wrong.violation().path("field").asText()).isEqualTo("current");
        assertThat(RIG.call("PUT", "/api/v1/account/password").session(here)
                .json("{\"current\":\"" + ServerRig.PASSWORD + "\",\"replacement\":\"another fine passphrase\"}").send()
                .status()).isEqualTo(204);
        assertThat(whoAmI(here.secret()).status()).isEqualTo(200);
        assertThat(whoAmI(elsewhere.secret()).status()).isEqualTo(401);
    }

    @Test
    void theLastAdministratorStays() {
        String ada = RIG.wiring.access.users().getByName("ada").id().toString();
        SignIn.SignedIn session = RIG.session("ada");
        for (String change : new String[]{"{\"enabled\":false}",
                "{\"displayName\":\"Other\",\"role\":\"viewer\"}"}) {
            assertThat(RIG.call("PATCH", "/api/v1/users/" + ada).session(session).json(change).send().status())
                    .isEqualTo(409);
        }
        assertThat(whoAmI(session.secret()).status()).isEqualTo(200);
        assertThat(RIG.wiring.access.users().getByName("ada").displayName()).as("nothing half done").isEqualTo("ada");
    }

    @Test
    void aTokenEndsByItsTimeOrByRevocation() {
        SignIn.SignedIn session = RIG.session("ada");
        String expiresAt = RIG.clock.instant().plus(Duration.ofHours(1)).toString();
        Answer issued = RIG.call("POST", "/api/v1/tokens").session(session)
                .json("{\"name\":\"ci\",\"permissions\":[\"ci:read\"],\"expiresAt\":\"" + expiresAt + "\"}").send();
        assertThat(issued.status()).isEqualTo(201);
        String secret = issued.text("secret");
        assertThat(RIG.get(secret, "cis").status()).isEqualTo(200);
        assertThat(RIG.get(secret, "incidents").status()).isEqualTo(403);
        assertThat(RIG.call("GET", "/api/v1/tokens").session(session).send().text()).doesNotContain(secret);
        RIG.clock.advance(Duration.ofHours(1));
        assertThat(RIG.get(secret, "cis").status()).isEqualTo(401);

        Answer endless = RIG.call("POST", "/api/v1/tokens").session(session)
                .json("{\"name\":\"ci\",\"permissions\":[\"ci:read\"]}").send();
        assertThat(RIG.get(endless.text("secret"), "cis").status()).isEqualTo(200);
        String id = endless.json().path("token").path("id").asText();
        assertThat(RIG.call("DELETE", "/api/v1/tokens/" + id).session(session).send().status()).isEqualTo(204);
        assertThat(RIG.get(endless.text("secret"), "cis").status()).isEqualTo(401);
        assertThat(RIG.call("DELETE", "/api/v1/tokens/" + id).session(session).send().status()).isEqualTo(409);
    }

    @Test
    void aTokenCannotMakeOneThatMayMore() {
        String maker = RIG.token(Set.of(Permission.TOKEN_WRITE, Permission.CI_READ));
        assertThat(RIG.post(maker, "tokens", "{\"name\":\"x\",\"permissions\":[\"ci:read\"]}").status()).isEqualTo(201);
        assertThat(RIG.post(maker, "tokens", "{\"name\":\"x\",\"permissions\":[\"user:write\"]}").status())
                .isEqualTo(403);
    }

    @Test
    void theSetUpLinkWorksOnce() {
        try (ServerRig empty = new ServerRig()) {
            String wish = "{\"token\":\"%s\",\"name\":\"root\",\"displayName\":\"Root\",\"password\":\"%s\"}";
            String token = empty.wiring.access.setup().token();
            assertThat(empty.call("GET", "/api/v1/setup").send().json().path("needed").asBoolean()).isTrue();
            assertThat(setUp(empty, wish.formatted("guess", ServerRig.PASSWORD)).status()).isEqualTo(403);
            Answer weak = setUp(empty, wish.formatted(token, "short"));
            assertThat(weak.status()).isEqualTo(400);
            assertThat(weak.violation().path("field").asText()).isEqualTo("password");
            Answer done = setUp(empty, wish.formatted(token, ServerRig.PASSWORD));
            assertThat(done.status()).isEqualTo(201);
            assertThat(done.header("set-cookie")).containsIgnoringCase("; HttpOnly");
            assertThat(done.json().path("user").path("role").asText()).isEqualTo("administrator");
            assertThat(setUp(empty, wish.formatted(token, ServerRig.PASSWORD).replace("root", "other")).status())
                    .isEqualTo(409);
            assertThat(empty.call("GET", "/api/v1/setup").send().json().path("needed").asBoolean()).isFalse();
        }
    }

    private static Answer setUp(ServerRig rig, String json) {
        return rig.call("POST", "/api/v1/setup").json(json).send();
    }
}
