package io.binnacle.server;

import java.time.InstantSource;
import java.util.UUID;

import io.binnacle.server.config.Configuration;
import io.binnacle.server.config.LoadedConfiguration;
import io.binnacle.storage.secret.SecretBox;
import io.binnacle.timeseries.TimeSeriesStore;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jdbi.v3.core.Jdbi;

/** What every part stands on. */
record Foundation(LoadedConfiguration loaded, Jdbi jdbi, InstantSource clock, PrometheusMeterRegistry meters,
        SecretBox secrets, TimeSeriesStore samples, String boot) {

    static Foundation of(LoadedConfiguration loaded, Jdbi jdbi, InstantSource clock, PrometheusMeterRegistry meters,
            SecretBox secrets, TimeSeriesStore samples) {
        return new Foundation(loaded, jdbi, clock, meters, secrets, samples,
                UUID.randomUUID().toString().substring(0, 8));
    }

    Configuration configuration() {
        return loaded.configuration();
    }
}
