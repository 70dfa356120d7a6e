package io.binnacle.server;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.servicemap.Availability;
import io.binnacle.cmdb.servicemap.ServiceListener;
import io.binnacle.cmdb.servicemap.ServiceReading;
import io.binnacle.cmdb.servicemap.ServiceState;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.server.live.LiveUpdates;
import io.binnacle.server.security.Permission;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.TimeSeriesStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries what is known of services to open consoles, and as metrics into the store of samples. For one thread. */
final class ServiceNews implements ServiceListener {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceNews.class);
    private static final Sender SENDER = new Sender("binnacle", "services");
    private static final double PERCENT = 100;

    private final LiveUpdates live;
    private final TimeSeriesStore store;
    private Set<Labels> before = Set.of();

    ServiceNews(LiveUpdates live, TimeSeriesStore store) {
        this.live = live;
        this.store = store;
    }

    @Override
    public void changed(List<ServiceReading> readings) {
        readings.forEach(each -> live.publish("service", each.id().toString(), Permission.CI_READ));
    }

    /** A series that has nothing to say any more ends, so that nobody takes its last value for the present one. */
    @Override
    public void watched(List<ServiceReading> readings, Map<UUID, Availability> availabilities, Instant at) {
        Map<Labels, Double> samples = new LinkedHashMap<>();
        for (ServiceReading each : readings) {
            add(samples, each);
            Availability availability = availabilities.get(each.id());
            if (availability != null) {
                add(samples, each, availability);
            }
        }
        Appender appender = store.appender(SENDER);
        samples.forEach((series, value) -> appender.append(series, at.toEpochMilli(), value));
        before.stream().filter(series -> !samples.containsKey(series))
                .forEach(series -> appender.append(series, at.toEpochMilli(), Samples.STALE));
        CommitResult result = appender.commit();
        if (result.rejected() > 0) {
            LOG.warn("samples of services rejected={} examples={}", result.rejectedBy(), result.examples());
        }
        before = Set.copyOf(samples.keySet());
    }

    private static void add(Map<Labels, Double> samples, ServiceReading reading) {
        for (ServiceState state : ServiceState.values()) {
            samples.put(labels("binnacle_service_state", reading, "state", state.text()),
                    state == reading.state() ? 1.0 : 0.0);
        }
        Double health = reading.healthPercent();
        if (health != null) {
            samples.put(labels("binnacle_service_health_ratio", reading), health / PERCENT);
        }
    }

    private static void add(Map<Labels, Double> samples, ServiceReading reading, Availability availability) {
        Double ratio = availability.ratio();
        if (ratio != null) {
            samples.put(labels("binnacle_service_availability_ratio", reading, "window", "30d"), ratio);
        }
        samples.put(labels("binnacle_service_downtime_seconds", reading, "window", "30d"),
                (double) availability.downtimeSeconds());
        Double lost = availability.valueLost();
        if (lost != null) {
            samples.put(labels("binnacle_service_value_lost", reading, "window", "30d", "currency",
                    String.valueOf(availability.currency())),
                    lost);
        }
    }

    /** @param more name, value, name, value, ... */
    private static Labels labels(String metric, ServiceReading reading, String... more) {
        Labels.Builder builder = Labels.of("job", "services", "service", reading.name(), "service_id",
                reading.id().toString(), "class", reading.ciClass()).toBuilder().set(Label.METRIC_NAME, metric);
        for (int i = 0; i < more.length; i += 2) {
            builder.set(more[i], more[i + 1]);
        }
        return builder.build();
    }
}
