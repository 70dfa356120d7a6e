package io.binnacle.cmdb;

import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A service whose stopping is worth an alert, and how to tell from outside that it runs: an application that a
 * signature marks as a service, or an enabled systemd unit. It stays on the list while it is in service or missing,
 * until it is retired.
 *
 * @param ciClass {@code application} or {@code system_service}
 * @param tcpPorts ports it listened on when last seen; all of them answering means up
 * @param unit systemd unit name, for a system_service
 * @param executable path or name of its executable, for an application
 */
public record WatchedService(UUID ciId, String ciClass, String key, String name, Set<Integer> tcpPorts,
        Set<Integer> udpPorts, @Nullable String unit, @Nullable String executable) {}
