package io.binnacle.telemetry.metric.host;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import io.binnacle.cmdb.WatchedService;

/** Whether the services that the inventory knows run: the ports are listened on, the unit is active. */
final class ServiceProbe implements Probe {

    /** What reads systemd's units; see {@link UnitStates}. */
    interface Units {
        Map<String, Boolean> read(List<String> units) throws IOException;
    }

    /** The list is asked for again this often, and at once when the inventory changes. */
    private static final int ROUNDS_BETWEEN_LISTS = 6;

    private final Supplier<List<WatchedService>> watched;
    private final SocketProbe sockets;
    private final Units units;
    private List<WatchedService> services = List.of();
    private volatile boolean changed = true;
    private int age;

    ServiceProbe(Supplier<List<WatchedService>> watched, SocketProbe sockets, Units units) {
        this.watched = watched;
        this.sockets = sockets;
        this.units = units;
    }

    @Override
    public String name() {
        return "service";
    }

    /** The inventory changed; from any thread. */
    void changed() {
        changed = true;
    }

    @Override
    public boolean measure(Round round) throws IOException {
        if (changed || ++age >= ROUNDS_BETWEEN_LISTS) {
            changed = false;
            try {
                services = watched.get();
            } catch (RuntimeException e) {
                changed = true;
                throw new IOException("the inventory does not answer: " + e.getMessage(), e);
            }
            age = 0;
        }
        List<String> names = services.stream().map(WatchedService::unit).filter(Objects::nonNull).toList();
        Map<String, Boolean> states = names.isEmpty() ? Map.of() : units.read(names);
        for (WatchedService service : services) {
            Optional<Boolean> up = up(service, states);
            up.ifPresent(value -> round.add("system_service_up", value ? 1 : 0, "service_name", service.name(),
                    "service_class", service.ciClass(), "item_key", service.key()));
        }
        return sockets.table().isPresent();
    }

    private Optional<Boolean> up(WatchedService service, Map<String, Boolean> states) {
        String unit = service.unit();
        if (unit != null) {
            return Optional.ofNullable(states.get(unit));
        }
        if (service.tcpPorts().isEmpty() && service.udpPorts().isEmpty()) {
            return Optional.empty();
        }
        return sockets.table().map(table -> table.tcpListening().containsAll(service.tcpPorts())
                && table.udpBound().containsAll(service.udpPorts()));
    }
}
