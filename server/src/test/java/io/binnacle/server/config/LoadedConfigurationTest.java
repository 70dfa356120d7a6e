package io.binnacle.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.InvalidInput.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class LoadedConfigurationTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("binnacle.yaml"), yaml);
    }

    private static Map<String, Source.Entry> flags(String... pairs) {
        Map<String, Source.Entry> flags = new HashMap<>();
        for (String pair : pairs) {
            String[] parts = pair.split("=", 2);
            flags.put(parts[0], new Source.Entry(parts[1], "--set"));
        }
        return flags;
    }

    private static List<Violation> errors(Path file, Map<String, String> environment,
            Map<String, Source.Entry> flags) {
        return catchThrowableOfType(InvalidInput.class, () -> LoadedConfiguration.load(file, environment, flags))
                .violations();
    }

    private static EffectiveValue value(LoadedConfiguration loaded, String key) {
        return loaded.values().stream().filter(value -> value.key().equals(key)).findFirst().orElseThrow();
    }

    @Test
    void whatIsBuiltInWillDo() {
        LoadedConfiguration builtIn = LoadedConfiguration.builtIn();
        assertThat(builtIn.configuration().server().listen()).hasToString("127.0.0.1:8686");
        assertThat(builtIn.configuration().session().idle()).isEqualTo(Duration.ofHours(8));
        assertThat(builtIn.values()).allMatch(value -> value.source().equals("default") && !value.about().isEmpty());
    }

    @Test
    void theEnvironmentGoesBeforeTheFileAndFlagsBeforeBoth() throws IOException {
        Path file = file("""
            server:
              listen: 127.0.0.1:1001
            session:
              idle: 1h
            samples:
              seriesMax: 1000
            """);
        LoadedConfiguration loaded = LoadedConfiguration.load(file,
                Map.of("BINNACLE_SERVER_LISTEN", "127.0.0.1:1002", "BINNACLE_SESSION_IDLE", "2h", "HOME", "/root"),
                flags("server.listen=127.0.0.1:1003"));
        assertThat(loaded.configuration().server().listen().port()).isEqualTo(1003);
        assertThat(loaded.configuration().session().idle()).isEqualTo(Duration.ofHours(2));
        assertThat(loaded.configuration().samples().seriesMax()).isEqualTo(1000);
        assertThat(value(loaded, "server.listen").source()).isEqualTo("--set");
        assertThat(value(loaded, "session.idle").source()).isEqualTo("BINNACLE_SESSION_IDLE");
        assertThat(value(loaded, "samples.seriesMax").source()).isEqualTo("binnacle.yaml:6");
    }

    @Test
    void anotherServerHasALabelAndNoMoreIsRecentThanIsHere() {
        assertThatThrownBy(() -> LoadedConfiguration.load(null, Map.of(), flags("samples.remote.label=store")))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("samples.remote.label");
        assertThatThrownBy(() -> LoadedConfiguration.load(null, Map.of(), flags("samples.retention=1h",
                "samples.remote.url=http://metrics:9090")))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("samples.remote.recent");
        assertThat(LoadedConfiguration.load(null, Map.of(), flags("samples.retention=1h")).configuration().samples()
                .remote().url()).as("nobody is told of what he does not use").isNull();
    }

    @Test
    void allErrorsOfAllSourcesAreToldAtOnceWithTheirPlaces() throws IOException {
        Path file = file("""
            server:
              listen: nowhere
              limits:
                bodyMax: huge
            sesion:
              idle: 1h
            log:
              level: loud
            rules: [a, b]
            """);
        assertThat(errors(file, Map.of("BINNACLE_SAMPLES_SERIESMAX", "12", "BINNACLE_SERVER_LISTN", "x"),
                flags("discovery.enabled=maybe"))).extracting(Violation::toString).containsExactlyInAnyOrder(
                        "server.listen (binnacle.yaml:2): expected host:port such as 127.0.0.1:8686, got nowhere",
                        "server.limits.bodyMax (binnacle.yaml:4): expected a size such as 64KiB or 1MiB, got huge",
                        "sesion.idle (binnacle.yaml:6): expected a known key; did you mean session.idle?, got an unknown key",
                        "log.level (binnacle.yaml:8): expected one of error, warn, info, debug, trace, got loud",
                        "rules (binnacle.yaml:9): expected one value, got a list",
                        "samples.seriesMax (BINNACLE_SAMPLES_SERIESMAX): expected from 100 to 100000000, got 12",
                        "BINNACLE_SERVER_LISTN: expected the variable of a setting; did you mean "
                                + "BINNACLE_SERVER_LISTEN?, got an unknown one",
                        "discovery.enabled (--set): expected true or false, got maybe");
    }

    @Test
    void aKeyInTheWrongSectionIsFoundByItsLastWord() throws IOException {
        assertThat(errors(file("listen: 127.0.0.1:1\n"), Map.of(), Map.of())).extracting(Violation::expected)
                .containsExactly("a known key; did you mean server.listen?");
        assertThat(errors(file("server: 127.0.0.1:1\n"), Map.of(), Map.of())).extracting(Violation::expected)
                .containsExactly("a section with keys below it");
    }

    @Test
    void settingsThatDoNotGoTogetherAreRefused() throws IOException {
        assertThat(errors(file("""
            server:
              tls:
                certificate: cert.pem
            database:
              password: hunter2
            session:
              idle: 2d
              absolute: 1d
            """), Map.of(), Map.of())).extracting(Violation::field).containsExactlyInAnyOrder("server.tls",
                "database.url", "session.idle");
    }

    @Test
    void settingsThatDoNotGoTogetherAreToldBesideOtherErrors() throws IOException {
        assertThat(errors(file("""
            server:
              listen: nonsense
              tls:
                key: key.pem
            database:
              user: someone
            session:
              idle: 2d
              absolute: soon
            nothing: known
            """), Map.of(), Map.of())).extracting(Violation::field).containsExactlyInAnyOrder(
                "server.listen (binnacle.yaml:2)", "server.tls", "database.url",
                "session.absolute (binnacle.yaml:9)", "nothing (binnacle.yaml:10)");
    }

    @Test
    void aFileThatCannotBeReadIsAnError() throws IOException {
        assertThat(errors(folder.resolve("none.yaml"), Map.of(), Map.of())).extracting(Violation::expected)
                .containsExactly("a file that exists");
        assertThat(errors(file("server: {listen: [\n"), Map.of(), Map.of())).extracting(Violation::expected)
                .containsExactly("well-formed YAML");
        assertThat(errors(file("data: a\ndata: b\n"), Map.of(), Map.of())).hasSize(1);
    }

    @Test
    void secretsAreNeverShown() throws IOException {
        LoadedConfiguration loaded = LoadedConfiguration.load(file("""
            database:
              url: jdbc:postgresql://db/binnacle?password=hunter2&ssl=true
              user: binnacle
              password: correct horse
            """), Map.of(), Map.of());
        assertThat(loaded.values().toString()).doesNotContain("hunter2").doesNotContain("correct horse");
        assertThat(value(loaded, "database.password").value()).isEqualTo("(set)");
        assertThat(value(loaded, "database.url").value())
                .isEqualTo("jdbc:postgresql://db/binnacle?password=(set)&ssl=true");
        assertThat(loaded.configuration().database().password()).isEqualTo("correct horse");
    }

    @Test
    void errorsTellNoSecretEither() throws IOException {
        String said = errors(file("""
            database:
              url: mysql://db/binnacle?password=hunter2
            """), Map.of(), Map.of()).toString();
        assertThat(said).contains("jdbc:postgresql").doesNotContain("hunter2");
    }
}
