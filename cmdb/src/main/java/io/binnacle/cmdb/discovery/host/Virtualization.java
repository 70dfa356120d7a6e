package io.binnacle.cmdb.discovery.host;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Tells what kind of machine this is: real, virtual and by whom, or a container. */
final class Virtualization {

    private static final Map<String, String> HYPERVISORS = new LinkedHashMap<>();

    static {
        HYPERVISORS.put("vmware", "VMware");
        HYPERVISORS.put("virtualbox", "VirtualBox");
        HYPERVISORS.put("innotek", "VirtualBox");
        HYPERVISORS.put("parallels", "Parallels");
        HYPERVISORS.put("bhyve", "bhyve");
        HYPERVISORS.put("amazon ec2", "Amazon EC2");
        HYPERVISORS.put("google", "Google Compute Engine");
        HYPERVISORS.put("microsoft corporation virtual machine", "Hyper-V");
        HYPERVISORS.put("openstack", "OpenStack");
        HYPERVISORS.put("digitalocean", "DigitalOcean");
        HYPERVISORS.put("hetzner", "Hetzner Cloud");
        HYPERVISORS.put("nutanix", "Nutanix AHV");
        HYPERVISORS.put("xen", "Xen");
        HYPERVISORS.put("kvm", "KVM");
        HYPERVISORS.put("qemu", "QEMU");
    }

    private final HostFiles files;

    Virtualization(HostFiles files) {
        this.files = files;
    }

    String describe(Hardware.Machine machine) {
        String container = container();
        if (!container.isEmpty()) {
            return container + " container";
        }
        String maker = (machine.manufacturer() + " " + machine.model()).toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> each : HYPERVISORS.entrySet()) {
            if (maker.contains(each.getKey())) {
                return each.getValue();
            }
        }
        if (files.value("/sys/hypervisor/type").equals("xen")) {
            return "Xen";
        }
        boolean underHypervisor = files.text("/proc/cpuinfo").lines()
                .anyMatch(line -> line.startsWith("flags") && line.contains(" hypervisor"));
        return underHypervisor ? "virtual machine" : files.exists("/proc") ? "bare metal" : "";
    }

    private String container() {
        if (files.exists("/.dockerenv")) {
            return "Docker";
        }
        if (files.exists("/run/.containerenv")) {
            return "Podman";
        }
        String told = files.value("/run/systemd/container");
        if (told.isEmpty()) {
            told = files.text("/proc/1/environ").transform(text -> {
                for (String variable : text.split("\0", -1)) {
                    if (variable.startsWith("container=")) {
                        return variable.substring("container=".length());
                    }
                }
                return "";
            });
        }
        return told;
    }
}
