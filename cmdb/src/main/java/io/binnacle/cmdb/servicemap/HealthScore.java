package io.binnacle.cmdb.servicemap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.binnacle.cmdb.impact.ImpactBounds;
import io.binnacle.cmdb.impact.Impacts;
import io.binnacle.cmdb.impact.ServicePart;
import io.binnacle.cmdb.impact.ServiceTree;
import io.binnacle.cmdb.servicemap.WatchedServices.Watched;
import io.binnacle.kernel.error.NotFound;
import org.jspecify.annotations.Nullable;

/**
 * How all services are, by one look at the graph. What a failure does to a service is the graph's to say; the percentage only
 * tells how much of what it is made of works. For one use.
 */
final class HealthScore {

    /** Beside the parts that were modelled, some may come from other sources. */
    private static final int UNWEIGHTED_PARTS = 24;
    private static final double WORKS = 100;
    private static final double SUFFERS = 75;
    private static final double HALF = 50;

    private final Impacts impacts;
    private final Map<UUID, Watched> services = new HashMap<>();
    private final Map<UUID, @Nullable ServiceReading> readings = new HashMap<>();

    HealthScore(Impacts impacts, List<Watched> services) {
        this.impacts = impacts;
        services.forEach(each -> this.services.put(each.id(), each));
    }

    ServiceReading of(Watched service) {
        ServiceReading known = readings.get(service.id());
        if (known != null) {
            return known;
        }
        // Cycles are refused when they are made here, but other sources may tell of one.
        readings.put(service.id(), null);
        ServiceReading reading = look(service);
        readings.put(service.id(), reading);
        return reading;
    }

    private ServiceReading look(Watched service) {
        ServiceTree tree;
        try {
            tree = impacts.tree(service.id(), new ImpactBounds(ImpactBounds.DEPTH_MAX, ImpactBounds.ITEMS_MAX,
                    Math.min(ImpactBounds.SHOWN_MAX, service.weights().size() + UNWEIGHTED_PARTS)), null);
        } catch (NotFound e) {
            return reading(service, ServiceState.UNKNOWN, "it is so new that nobody looked yet", null);
        }
        ServiceState state = ServiceState.of(tree.health());
        String why = tree.explanation();
        if (service.maintenance()) {
            state = ServiceState.MAINTENANCE;
            why = "in maintenance: " + service.name() + " is said to be";
        } else if (tree.count() == 1 && state == ServiceState.UP) {
            state = ServiceState.UNKNOWN;
            why = "unknown: nobody said what " + service.name() + " is made of";
        }
        return reading(service, state, why, percent(service, state, tree));
    }

    private static ServiceReading reading(Watched service, ServiceState state, @Nullable String why,
            @Nullable Double percent) {
        return new ServiceReading(service.id(), service.ciClass(), service.name(), state, why, percent);
    }

    private @Nullable Double percent(Watched service, ServiceState state, ServiceTree tree) {
        if (state == ServiceState.DOWN || state == ServiceState.UP) {
            return state == ServiceState.UP ? WORKS : 0.0;
        }
        double sum = 0;
        double weights = 0;
        for (ServicePart part : tree.parts()) {
            Double score = part.depth() == 1 ? score(part) : null;
            if (score != null) {
                double weight = service.weights().getOrDefault(part.item().id(), PartContent.WEIGHT_STANDARD);
                sum += weight * score;
                weights += weight;
            }
        }
        return weights == 0 ? null : sum / weights;
    }

    /** Null for a part of which nobody knows how it is. */
    private @Nullable Double score(ServicePart part) {
        Watched service = services.get(part.item().id());
        boolean inCycle = readings.containsKey(part.item().id()) && readings.get(part.item().id()) == null;
        if (service != null && !inCycle) {
            return of(service).healthPercent();
        }
        return switch (part.health()) {
            case OK -> WORKS;
            case WARNING -> SUFFERS;
            case MAJOR -> HALF;
            case CRITICAL -> 0.0;
            case UNKNOWN, MAINTENANCE -> null;
        };
    }
}
