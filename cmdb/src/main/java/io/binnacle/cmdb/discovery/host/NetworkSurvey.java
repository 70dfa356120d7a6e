package io.binnacle.cmdb.discovery.host;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import io.binnacle.cmdb.ObservedItem.ItemRef;

/** The network interfaces with their addresses; without loopback, and without the ends of containers' cables. */
final class NetworkSurvey {

    private static final long MEGABIT = 1_000_000;
    private static final int TEMPORARY = 0x01;

    private final HostFiles files;

    NetworkSurvey(HostFiles files) {
        this.files = files;
    }

    void run(Findings findings) throws SocketException {
        Set<String> temporary = temporaryAddresses();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            String name = each.getName();
            if (each.isLoopback() || name.startsWith("veth") || name.startsWith("cali")) {
                continue;
            }
            List<String> addresses = addresses(each, temporary);
            String directory = "/sys/class/net/" + name;
            byte[] mac = each.getHardwareAddress();
            String state = files.value(directory + "/operstate");
            Findings.Values values = new Findings.Values()
                    .text("mac_address", mac == null ? null : HexFormat.ofDelimiter(":").formatHex(mac))
                    .put("addresses", addresses)
                    .positive("mtu", each.getMTU())
                    .positive("speed", speed(files.value(directory + "/speed")))
                    .put("state", state.isEmpty() || state.equals("unknown") ? each.isUp() ? "up" : "down" : state)
                    .text("type", type(directory));
            ItemRef ref = findings.item("network_interface", findings.key(name), name, values);
            findings.relation(ref, "part_of", findings.server());
        }
        findings.complete("network_interface");
    }

    /** The machine's addresses by which others reach it, sorted; without those of bridges to containers. */
    List<String> reachable() throws SocketException {
        Set<String> temporary = temporaryAddresses();
        List<String> all = new ArrayList<>();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            boolean inner = each.getName().startsWith("veth") || each.getName().startsWith("docker")
                    || each.getName().startsWith("br-") || each.getName().startsWith("virbr");
            if (each.isUp() && !each.isLoopback() && !inner) {
                addresses(each, temporary).stream().map(address -> address.replaceFirst("/\\d+$", ""))
                        .filter(address -> !address.startsWith("fe80:")).forEach(all::add);
            }
        }
        return all.stream().distinct().sorted().toList();
    }

    private static List<String> addresses(NetworkInterface each, Set<String> temporary) {
        List<String> addresses = new ArrayList<>();
        for (InterfaceAddress assigned : each.getInterfaceAddresses()) {
            InetAddress address = assigned.getAddress();
            String text = text(address);
            if (!temporary.contains(text)) {
                addresses.add(text + "/" + assigned.getNetworkPrefixLength());
            }
        }
        return addresses.stream().sorted().toList();
    }

    private static String text(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? address.getHostAddress() : SocketTable.shortIpv6(bytes);
    }

    /** IPv6 privacy addresses change every day by design; that is no news. */
    private Set<String> temporaryAddresses() {
        Set<String> temporary = new HashSet<>();
        files.text("/proc/net/if_inet6").lines().forEach(line -> {
            String[] words = line.strip().split("\\s+", -1);
            boolean readable = words.length >= 6 && words[0].length() == 32;
            if (readable && (Integer.parseInt(words[4], 16) & TEMPORARY) != 0) {
                temporary.add(SocketTable.shortIpv6(HexFormat.of().parseHex(words[0])));
            }
        });
        return temporary;
    }

    /** In Mbit/s; -1 or unreadable where there is none. */
    private static long speed(String text) {
        try {
            return Long.parseLong(text) * MEGABIT;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private String type(String directory) {
        if (files.exists(directory + "/bridge")) {
            return "bridge";
        }
        if (files.exists(directory + "/bonding")) {
            return "bond";
        }
        if (files.exists(directory + "/wireless")) {
            return "wireless";
        }
        if (files.exists(directory + "/tun_flags")) {
            return "tunnel";
        }
        return files.exists(directory + "/device") ? "physical" : files.exists(directory) ? "virtual" : "";
    }
}
