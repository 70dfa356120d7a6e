package io.binnacle.cmdb.discovery.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Who this machine is. Every natural key of the host source starts with {@code machineId}; host metrics carry it as the
 * label {@code host_id}, so that a series finds its item.
 *
 * @param machineId what systemd wrote into /etc/machine-id; where there is none (macOS, a bare container)
 *            {@code name-<host name>}
 */
public record HostIdentity(String machineId, String hostName) {

    private static final List<String> MACHINE_ID_FILES = List.of("etc/machine-id", "var/lib/dbus/machine-id");

    /** @param root where the machine's file tree starts: {@code /}, or a fixture in a test */
    public static HostIdentity read(Path root) {
        String hostName = hostName(root);
        for (String file : MACHINE_ID_FILES) {
            String id = firstLine(root.resolve(file));
            if (id.matches("[0-9a-f]{32}")) {
                return new HostIdentity(id, hostName);
            }
        }
        return new HostIdentity("name-" + hostName.toLowerCase(Locale.ROOT), hostName);
    }

    private static String hostName(Path root) {
        for (String file : List.of("proc/sys/kernel/hostname", "etc/hostname")) {
            String name = firstLine(root.resolve(file));
            if (!name.isEmpty()) {
                return name;
            }
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            return "";
        }
    }
}
