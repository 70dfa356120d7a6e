package io.binnacle.cmdb.discovery.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.discovery.DiscoverySource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Discovers the machine that Binnacle runs on. Hardware by OSHI; processes, sockets, mounts, packages and services from
 * the system's own files and queries, where that is faster or tells more. What a machine does not have (a package system,
 * systemd, /proc) is absent without a problem.
 */
public final class HostDiscovery implements DiscoverySource {

    private static final Logger LOG = LoggerFactory.getLogger(HostDiscovery.class);
    /** A client younger than this is a command at work, not something that belongs to the estate. */
    private static final Duration CALLER_AGE_MIN = Duration.ofSeconds(30);

    private final HostFiles files;
    private final Commands commands;
    private final Supplier<Hardware> hardware;
    private final OshiHardware oshi;
    private final Duration callerAgeMin;
    private final InstantSource clock;
    private final Supplier<SignatureSet> signatures;

    /** @param signatures asked at each look, so that a change counts from the next one on */
    public HostDiscovery(Supplier<SignatureSet> signatures, InstantSource clock) {
        this(new HostFiles(Path.of("/")), Commands.system(), new OshiHardware(), null, CALLER_AGE_MIN, signatures,
                clock);
    }

    /** @param hardware null to ask OSHI */
    HostDiscovery(HostFiles files, Commands commands, OshiHardware oshi,
            @Nullable Supplier<Hardware> hardware, Duration callerAgeMin, Supplier<SignatureSet> signatures,
            InstantSource clock) {
        this.files = files;
        this.commands = commands;
        this.oshi = oshi;
        this.hardware = hardware == null ? oshi::read : hardware;
        this.callerAgeMin = callerAgeMin;
        this.signatures = signatures;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "host";
    }

    @Override
    public DiscoveryResult discover() {
        Findings findings = new Findings(HostIdentity.read(files.root()));
        PackageSurvey packages = new PackageSurvey(files, commands);
        NetworkSurvey network = new NetworkSurvey(files);
        part(findings, "packages", () -> packages.run(findings));
        part(findings, "hardware", () -> new HardwareSurvey(files, hardware.get()).run(findings, packages.count(),
                network.reachable()));
        part(findings, "file systems", () -> fileSystems(findings));
        part(findings, "network interfaces", () -> network.run(findings));
        part(findings, "services", () -> {
            List<SystemdUnits.Unit> units = new ServiceSurvey(files, commands).run(findings);
            part(findings, "applications", () -> applications(findings, packages, units));
        });
        return findings.result(name());
    }

    private void fileSystems(Findings findings) throws IOException {
        if (files.exists("/proc/self/mountinfo")) {
            Map<String, Long> inodes = files.root().equals(Path.of("/")) ? oshi.inodes() : Map.of();
            new FileSystemSurvey(files).run(findings, inodes);
        } else {
            FileSystemSurvey.run(findings, oshi.fileStores());
        }
    }

    private void applications(Findings findings, PackageSurvey packages, List<SystemdUnits.Unit> units) {
        if (files.exists("/proc/net/tcp")) {
            new ApplicationSurvey(files, signatures.get(), callerAgeMin, clock.instant()).run(findings,
                    packages.byName(),
                    packages.installed(), units);
        }
    }

    /** One part of the look; its failure is a problem and spoils no other part. */
    private static void part(Findings findings, String what, Part part) {
        long start = System.nanoTime();
        try {
            part.look();
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.warn("discovery of a part failed part={}", what, e);
            findings.problem("the " + what + " could not be read: " + e);
        }
        LOG.debug("looked part={} millis={}", what, (System.nanoTime() - start) / 1_000_000);
    }

    /** What may fail on its own. */
    private interface Part {
        void look() throws IOException;
    }
}
