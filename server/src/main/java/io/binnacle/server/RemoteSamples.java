package io.binnacle.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Label;
import io.binnacle.server.config.Configuration;
import io.binnacle.telemetry.remotestore.ReadProtocol;
import io.binnacle.telemetry.remotestore.RemoteStoreSettings;
import io.binnacle.telemetry.remotestore.RemoteStoreSettings.Bounds;
import io.binnacle.telemetry.scrape.fetch.HttpSettings;
import io.binnacle.telemetry.scrape.fetch.HttpSettingsReader;
import io.binnacle.telemetry.scrape.yaml.Faults;
import io.binnacle.telemetry.scrape.yaml.Section;
import io.binnacle.telemetry.scrape.yaml.YamlText;
import org.jspecify.annotations.Nullable;

/** How the configuration wants the samples in another server. */
final class RemoteSamples {

    private static final String WRITE_PATH = "/api/v1/write";

    private RemoteSamples() {
    }

    /**
     * Empty when they are here alone.
     *
     * @throws InvalidInput the file with how the server is asked is wrong
     */
    static Optional<RemoteStoreSettings> settings(Configuration configuration) {
        Configuration.Samples.Remote remote = configuration.samples().remote();
        URI url = remote.url();
        if (url == null) {
            return Optional.empty();
        }
        URI writeUrl = remote.writeUrl() != null
                ? remote.writeUrl()
                : URI.create(url.toString().replaceFirst("/+$", "") + WRITE_PATH);
        String[] label = remote.label().split("=", 2);
        return Optional.of(new RemoteStoreSettings(url, writeUrl, switch (remote.read()) {
            case REMOTE_READ -> ReadProtocol.REMOTE_READ;
            case QUERY -> ReadProtocol.QUERY;
        }, http(remote.httpFile()), new Label(label[0], label[1]), remote.recent(), remote.retention(),
                new Bounds(configuration.promql().seriesMax(), configuration.promql().samplesMax(),
                        configuration.promql().timeout())));
    }

    private static HttpSettings http(@Nullable Path file) {
        if (file == null) {
            return HttpSettings.USUAL;
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new InvalidInput("samples.remote.httpFile", "a file that can be read", file + " (" + e + ")");
        }
        Faults faults = new Faults();
        Optional<Section> section = YamlText.section(file.toString(), text, faults);
        HttpSettings settings = section
                .map(given -> HttpSettingsReader.read(given, file.toAbsolutePath().resolveSibling("")))
                .orElse(HttpSettings.USUAL);
        section.ifPresent(Section::end);
        faults.throwIfAny();
        return settings;
    }
}
