package io.binnacle.telemetry.scrape.discovery;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.binnacle.telemetry.scrape.fetch.FetchMemory;
import io.binnacle.telemetry.scrape.fetch.HttpSettings;
import io.binnacle.telemetry.scrape.kubernetes.ClusterSource;
import io.binnacle.telemetry.scrape.kubernetes.Pauses;

/** One entry of a list of service discovery. Equal ones discover the same. */
public sealed interface DiscoverySettings {

    /** As in the name of its key: {@code file} of {@code file_sd_configs}. */
    String kind();

    /** From one question to the next; empty when the answer never changes. */
    Optional<Duration> interval();

    TargetSource open(FetchMemory memory);

    /** Targets that the configuration itself names. */
    record Static(List<TargetGroup> groups) implements DiscoverySettings {

        public Static {
            groups = List.copyOf(groups);
        }

        @Override
        public String kind() {
            return "static";
        }

        @Override
        public Optional<Duration> interval() {
            return Optional.empty();
        }

        @Override
        public TargetSource open(FetchMemory memory) {
            return () -> groups;
        }
    }

    /**
     * Targets in files.
     *
     * @param patterns names of files, whose last part may have an asterisk
     */
    record Files(List<Path> patterns) implements DiscoverySettings {

        /** Looking at a file costs next to nothing; whoever changes one waits for it. */
        private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

        public Files {
            patterns = List.copyOf(patterns);
        }

        @Override
        public String kind() {
            return "file";
        }

        @Override
        public Optional<Duration> interval() {
            return Optional.of(LOOK_EVERY);
        }

        @Override
        public TargetSource open(FetchMemory memory) {
            return new FileTargets(patterns);
        }
    }

    /** Targets that a server tells by HTTP. */
    record Http(URI url, HttpSettings http, Duration refresh) implements DiscoverySettings {

        @Override
        public String kind() {
            return "http";
        }

        @Override
        public Optional<Duration> interval() {
            return Optional.of(refresh);
        }

        @Override
        public TargetSource open(FetchMemory memory) {
            return new HttpTargets(this, memory);
        }
    }

    /**
     * Targets in the domain name system.
     *
     * @param type of the records: A, AAAA, MX, NS, SRV
     * @param port for types that tell none
     */
    record Dns(List<String> names, String type, int port, Duration refresh) implements DiscoverySettings {

        public Dns {
            names = List.copyOf(names);
        }

        @Override
        public String kind() {
            return "dns";
        }

        @Override
        public Optional<Duration> interval() {
            return Optional.of(refresh);
        }

        @Override
        public TargetSource open(FetchMemory memory) {
            return new DnsTargets(this, DnsRecords.ofThisMachine());
        }
    }

    /** Targets in a cluster of Kubernetes. */
    record Kubernetes(KubernetesRole role, ClusterSource source, KubernetesScope scope) implements DiscoverySettings {

        /** As Prometheus: what changes within it is told at once. */
        private static final Duration TOLD_EVERY = Duration.ofSeconds(5);

        @Override
        public String kind() {
            return "kubernetes";
        }

        @Override
        public Optional<Duration> interval() {
            return Optional.of(TOLD_EVERY);
        }

        @Override
        public TargetSource open(FetchMemory memory) {
            return new KubernetesTargets(this, memory, Pauses.USUAL);
        }
    }
}
