package io.binnacle.server.api;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.binnacle.server.health.Component;
import io.binnacle.server.health.Readiness;
import io.binnacle.server.http.Content;
import io.binnacle.server.http.Json;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** What programs that watch Binnacle ask, at the paths where they look: health and metrics. Stands outside of the API. */
public final class SelfApi {

    /** Ready or not, with each part's reason. */
    public record Ready(boolean ready, List<Component> components) {}

    private final Readiness readiness;
    private final PrometheusMeterRegistry meters;

    public SelfApi(Readiness readiness, PrometheusMeterRegistry meters) {
        this.readiness = readiness;
        this.meters = meters;
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("/health/live", "getLive", "Whether the process runs").everyone().returnsContent()
                        .handle(call -> Content.json(200, "{\"live\":true}")),
                Route.get("/health/ready", "getReady", "Whether it serves, and if not, why").everyone()
                        .returnsContent().handle(call -> ready()),
                Route.get("/-/healthy", "getHealthy", "Whether the process runs, where Prometheus says it").everyone()
                        .returnsContent().handle(call -> text(200, "Binnacle is Healthy.\n")),
                Route.get("/-/ready", "getReadiness", "Whether it serves, where Prometheus says it").everyone()
                        .returnsContent().handle(call -> Readiness.ready(readiness.components())
                                ? text(200, "Binnacle is Ready.\n")
                                : text(503, "Service Unavailable")),
                Route.get("/metrics", "getMetrics", "Binnacle's own metrics, in Prometheus' text format")
                        .needs(Permission.METRICS_READ).returnsContent()
                        .handle(call -> new Content(200, "text/plain; version=0.0.4; charset=utf-8",
                                meters.scrape().getBytes(StandardCharsets.UTF_8))));
    }

    private static Content text(int status, String text) {
        return new Content(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private Content ready() {
        List<Component> components = readiness.components();
        boolean ready = Readiness.ready(components);
        return Content.json(ready ? 200 : 503,
                new String(Json.write(new Ready(ready, components)), StandardCharsets.UTF_8));
    }
}
