package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Label;
import io.binnacle.server.config.Configuration;
import io.binnacle.server.config.LoadedConfiguration;
import io.binnacle.server.config.Source;
import io.binnacle.telemetry.remotestore.ReadProtocol;
import io.binnacle.telemetry.scrape.fetch.HttpSettings.Authorization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteSamplesTest {

    private static Configuration configuration(String... settings) {
        Map<String, Source.Entry> flags = new HashMap<>();
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            flags.put(parts[0], new Source.Entry(parts[1], "test"));
        }
        return LoadedConfiguration.load(null, Map.of(), flags).configuration();
    }

    @Test
    void withoutAnAddressAllSamplesAreHere() {
        assertThat(RemoteSamples.settings(configuration("samples.remote.label=a=b"))).isEmpty();
    }

    @Test
    void anAddressIsEnough() {
        assertThat(RemoteSamples.settings(configuration("samples.remote.url=http://metrics:9090/prefix/")))
                .hasValueSatisfying(settings -> {
                    assertThat(settings.writeUrl()).isEqualTo(URI.create("http://metrics:9090/prefix/api/v1/write"));
                    assertThat(settings.protocol()).isEqualTo(ReadProtocol.REMOTE_READ);
                    assertThat(settings.own()).isEqualTo(new Label("binnacle", "default"));
                    assertThat(settings.recent()).isEqualTo(Duration.ofHours(2));
                    assertThat(settings.destination().content().histograms()).isTrue();
                });
        assertThat(RemoteSamples.settings(configuration("samples.remote.url=http://metrics:8428",
                "samples.remote.writeUrl=http://insert:8480/write", "samples.remote.read=query",
                "samples.remote.label=store=a=b"))).hasValueSatisfying(settings -> {
                    assertThat(settings.writeUrl()).isEqualTo(URI.create("http://insert:8480/write"));
                    assertThat(settings.protocol()).isEqualTo(ReadProtocol.QUERY);
                    assertThat(settings.own()).isEqualTo(new Label("store", "a=b"));
                    assertThat(settings.destination().content().histograms()).isFalse();
                });
    }

    @Test
    void howItIsAskedStandsInAFileOfPrometheusWords(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("http.yml"), "authorization: {credentials_file: token}\n");
        assertThat(RemoteSamples.settings(configuration("samples.remote.url=http://metrics:9090",
                "samples.remote.httpFile=" + file))).hasValueSatisfying(
                        settings -> assertThat(
                                settings.http().authorization()).isInstanceOfSatisfying(Authorization.Credentials.class,
                                        credentials -> assertThat(credentials.credentials().file())
                                                .isEqualTo(folder.resolve("token"))));
        Files.writeString(file, "authorisation: {}\n");
        assertThatThrownBy(() -> RemoteSamples.settings(configuration("samples.remote.url=http://metrics:9090",
                "samples.remote.httpFile=" + file))).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("authorisation");
        assertThatThrownBy(() -> RemoteSamples.settings(configuration("samples.remote.url=http://metrics:9090",
                "samples.remote.httpFile=" + folder.resolve("none")))).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("samples.remote.httpFile");
    }
}
