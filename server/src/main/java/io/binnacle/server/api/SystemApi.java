package io.binnacle.server.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.binnacle.kernel.time.DurationText;
import io.binnacle.server.config.EffectiveValue;
import io.binnacle.server.health.Component;
import io.binnacle.server.health.Readiness;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;

/** How Binnacle itself is: version, parts, sizes, effective configuration. */
public final class SystemApi {

    /**
     * @param uptime since the start, as {@code 3h12m}
     * @param statistics sizes of what is kept, by name, as people read them
     * @param configuration every setting with its value, without secrets
     */
    public record SystemState(String version, Instant startedAt, String uptime, List<Component> components,
            Map<String, String> statistics, List<EffectiveValue> configuration) {}

    private final String version;
    private final InstantSource clock;
    private final Instant startedAt;
    private final Readiness readiness;
    private final Supplier<Map<String, String>> statistics;
    private final List<EffectiveValue> configuration;

    public SystemApi(String version, InstantSource clock, Readiness readiness,
            Supplier<Map<String, String>> statistics, List<EffectiveValue> configuration) {
        this.version = version;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.readiness = readiness;
        this.statistics = statistics;
        this.configuration = configuration;
    }

    public List<Route<?, ?>> routes() {
        return List.of(Route.get("system", "getSystem", "Version, parts and their health, sizes, configuration")
                .needs(Permission.SYSTEM_READ).returns(SystemState.class).handle(call -> state()));
    }

    private SystemState state() {
        Duration uptime = Duration.ofSeconds(Duration.between(startedAt, clock.instant()).toSeconds());
        return new SystemState(version, startedAt, DurationText.format(uptime), readiness.components(),
                new TreeMap<>(statistics.get()), configuration);
    }
}
