package io.binnacle.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

import io.binnacle.server.config.LoadedConfiguration;
import io.binnacle.storage.secret.SecretBox;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;

/** Writes the OpenAPI document to a file, for the build: all routes are made, nothing is started. */
public final class OpenApiDocument {

    private OpenApiDocument() {
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]).toAbsolutePath();
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, document());
    }

    static String document() {
        return Apis.document(Apis.routes(unstarted()));
    }

    /** Every part, over a database that does not answer. */
    static Wiring unstarted() {
        ConnectionFactory none = () -> {
            throw new SQLException("no database in the build");
        };
        return new Wiring(Foundation.of(LoadedConfiguration.builtIn(), Jdbi.create(none), InstantSource.system(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new SecretBox(new byte[32]),
                new InMemoryTimeSeriesStore(InMemorySettings.defaults(), InstantSource.system())),
                signatures -> List.of());
    }
}
