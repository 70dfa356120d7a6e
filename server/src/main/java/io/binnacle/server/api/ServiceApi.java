package io.binnacle.server.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.binnacle.cmdb.servicemap.Availability;
import io.binnacle.cmdb.servicemap.Service;
import io.binnacle.cmdb.servicemap.ServiceContent;
import io.binnacle.cmdb.servicemap.ServiceInterval;
import io.binnacle.cmdb.servicemap.ServiceSummary;
import io.binnacle.cmdb.servicemap.ServiceWatch;
import io.binnacle.cmdb.servicemap.Services;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;

/** Business and technical services: what they are made of, how they are, and how well the promise was kept. */
public final class ServiceApi {

    private static final String ID = "id";
    /** As long as states are remembered; a longer range has no more to tell. */
    private static final Duration RANGE_MAX = Duration.ofDays(400);
    private static final Parameter FROM = Parameter.text("from",
            "The earlier instant, in ISO 8601; 30 days before the later one unless told otherwise");
    private static final Parameter TO = Parameter.text("to",
            "The later instant, in ISO 8601; now unless told otherwise");

    private final Services services;
    private final InstantSource clock;

    public ServiceApi(Services services, InstantSource clock) {
        this.services = services;
        this.clock = clock;
    }

    /** @param version the one that the author saw */
    public record ServiceChange(int version, ServiceContent content) {}

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("services", "listServices", "Business and technical services, with how they are")
                        .needs(Permission.CI_READ).list().returnsPage(ServiceSummary.class)
                        .handle(call -> services.list(call.listQuery())),
                Route.post("services", "createService", "Describes a service")
                        .needs(Permission.CI_WRITE).body(ServiceContent.class).creates(Service.class)
                        .handle((call, content) -> services.create(call.actor(), content)),
                Route.get("services/{id}", "getService", "One service, with its parts and how it is")
                        .needs(Permission.CI_READ).returns(Service.class)
                        .handle(call -> services.get(call.pathId(ID))),
                Route.put("services/{id}", "replaceService",
                        "Describes a service anew; a conflict when somebody else did meanwhile")
                        .needs(Permission.CI_WRITE).body(ServiceChange.class).returns(Service.class)
                        .handle((call, change) -> services.replace(call.actor(), call.pathId(ID), change.version(),
                                change.content())),
                Route.delete("services/{id}", "withdrawService",
                        "Withdraws a service; its item stays, retired. A conflict when it is a part of another one")
                        .needs(Permission.CI_WRITE)
                        .with(Parameter.integer("version", "The version that the caller saw").must())
                        .returnsNothing()
                        .handle(call -> services.withdraw(call.actor(), call.pathId(ID), version(call))),
                Route.get("services/{id}/availability", "getServiceAvailability",
                        "How well a service kept its promise, within its hours")
                        .needs(Permission.CI_READ).with(FROM, TO).returns(Availability.class)
                        .handle(call -> services.availability(call.pathId(ID), from(call), to(call))),
                Route.get("services/{id}/history", "listServiceHistory",
                        "In which states a service was, the oldest first")
                        .needs(Permission.CI_READ).with(FROM, TO).returnsItems(ServiceInterval.class)
                        .handle(call -> new Items<>(services.history(call.pathId(ID), from(call), to(call)))));
    }

    private static int version(Call call) {
        return call.query("version").map(text -> {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new InvalidInput("version", "the version that was seen", text);
            }
        }).orElse(0);
    }

    private Instant to(Call call) {
        return call.query(TO.name()).map(text -> instant(TO.name(), text)).orElseGet(clock::instant);
    }

    private Instant from(Call call) {
        Instant to = to(call);
        Instant from = call.query(FROM.name()).map(text -> instant(FROM.name(), text))
                .orElseGet(() -> to.minus(ServiceWatch.WINDOW));
        if (from.isBefore(to.minus(RANGE_MAX))) {
            throw new InvalidInput(FROM.name(), "an instant at most " + RANGE_MAX.toDays() + " days earlier than to",
                    from);
        }
        return from;
    }

    private static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidInput(name, "an instant in ISO 8601, such as 2026-05-01T10:00:00Z", text);
        }
    }
}
