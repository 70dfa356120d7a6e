package io.binnacle.cmdb.discovery.host;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.cmdb.ObservedItem.ItemRef;

/** What dpkg and rpm have installed. */
final class PackageSurvey {

    private static final String DPKG_STATUS = "/var/lib/dpkg/status";
    private static final Duration RPM_TIMEOUT = Duration.ofSeconds(60);

    private final HostFiles files;
    private final Commands commands;
    private final Map<ItemRef, InstalledPackage> installed = new LinkedHashMap<>();
    private final Map<String, ItemRef> byName = new HashMap<>();

    PackageSurvey(HostFiles files, Commands commands) {
        this.files = files;
        this.commands = commands;
    }

    void run(Findings findings) {
        boolean complete = true;
        List<InstalledPackage> packages = new ArrayList<>();
        if (files.exists(DPKG_STATUS)) {
            String status = files.text(DPKG_STATUS);
            packages.addAll(DpkgStatus.parse(status));
            if (status.isEmpty()) {
                complete = false;
                findings.problem("dpkg's list of packages could not be read: " + DPKG_STATUS);
            }
        }
        if (files.exists("/usr/bin/rpm") || files.exists("/bin/rpm")) {
            try {
                packages.addAll(RpmQuery.parse(commands.run(RpmQuery.COMMAND, RPM_TIMEOUT)));
            } catch (IOException e) {
                complete = false;
                findings.problem("rpm's packages could not be read: " + e.getMessage());
            }
        }
        Set<String> seen = new HashSet<>();
        packages.forEach(each -> add(findings, each, seen));
        if (complete) {
            findings.complete("package");
        }
    }

    int count() {
        return installed.size();
    }

    Map<ItemRef, InstalledPackage> installed() {
        return installed;
    }

    Map<String, ItemRef> byName() {
        return byName;
    }

    /** Kernels and keys are installed several times over; then the version sets them apart. */
    private void add(Findings findings, InstalledPackage each, Set<String> seen) {
        String part = each.system() + ":" + each.name()
                + (each.architecture().isEmpty() ? "" : ":" + each.architecture());
        boolean several = each.system().equals("rpm") && each.name().matches("(kernel|gpg-pubkey).*");
        if (several || !seen.add(part)) {
            part += ":" + each.version();
        }
        Findings.Values values = new Findings.Values()
                .text("version", each.version())
                .text("architecture", each.architecture())
                .text("package_system", each.system())
                .text("section", each.section())
                .text("maintainer", each.maintainer())
                .positive("installed_size", each.size())
                .text("source_package", each.source())
                .text("description", each.description());
        ItemRef ref = findings.item("package", findings.key(part), each.name(), values);
        findings.relation(ref, "installed_on", findings.operatingSystem());
        installed.put(ref, each);
        byName.putIfAbsent(each.name(), ref);
    }
}
