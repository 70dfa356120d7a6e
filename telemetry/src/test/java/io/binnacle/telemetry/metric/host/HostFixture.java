package io.binnacle.telemetry.metric.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.binnacle.kernel.label.Labels;

/** A small invented machine below a directory, and what a probe says of it. */
final class HostFixture {

    private final Path root;

    HostFixture(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    HostFixture file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** The samples of one measurement, in Prometheus' spelling, without labels of the host. */
    static Map<String, Double> measure(Probe probe) throws IOException {
        Round round = new Round(0, Labels.empty());
        probe.measure(round);
        return text(round);
    }

    static Map<String, Double> text(Round round) {
        Map<String, Double> samples = new LinkedHashMap<>();
        round.samples().forEach((labels, value) -> samples.put(labels.toString(), value));
        return samples;
    }
}
