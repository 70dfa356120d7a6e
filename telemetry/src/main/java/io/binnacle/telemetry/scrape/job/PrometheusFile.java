package io.binnacle.telemetry.scrape.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.telemetry.export.remotewrite.Destination;
import io.binnacle.telemetry.export.remotewrite.DestinationReader;
import io.binnacle.telemetry.intake.otlp.OtlpSettings;
import io.binnacle.telemetry.scrape.discovery.FilePattern;
import io.binnacle.telemetry.scrape.yaml.Faults;
import io.binnacle.telemetry.scrape.yaml.Section;
import io.binnacle.telemetry.scrape.yaml.YamlText;
import org.jspecify.annotations.Nullable;

/** Reads a Prometheus configuration, and the {@code scrape_config_files} that it names. Belongs to one thread. */
public final class PrometheusFile {

    /** What other parts of Prometheus read. */
    private static final List<String> OTHERS = List.of("alerting", "remote_read", "storage", "tracing", "runtime");

    private final Faults faults = new Faults();
    private final List<ScrapeJob> jobs = new ArrayList<>();
    private final Map<String, String> placeByName = new HashMap<>();
    private final List<Destination> destinations = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<String> unused = new ArrayList<>();
    private OtlpSettings otlp = OtlpSettings.STANDARD;
    private RuleFileSettings rules = RuleFileSettings.NONE;

    private PrometheusFile() {
    }

    /** @throws InvalidInput with every fault of every file */
    public static ScrapeConfiguration read(Path file) {
        PrometheusFile reading = new PrometheusFile();
        reading.readMain(file);
        reading.faults.throwIfAny();
        return new ScrapeConfiguration(reading.jobs, reading.otlp, reading.rules, reading.destinations,
                reading.files, reading.unused);
    }

    private void readMain(Path file) {
        Optional<Section> top = text(file).flatMap(text -> YamlText.section(file.toString(), text, faults));
        if (top.isEmpty()) {
            return;
        }
        Section section = top.get();
        GlobalSettings global = section.section("global").map(GlobalSettings::read).orElse(GlobalSettings.STANDARD);
        readJobs(section, file, global);
        for (String pattern : section.texts("scrape_config_files")) {
            readFurther(section, directory(file).resolve(pattern), global);
        }
        rules = global.rules(section.texts("rule_files"), directory(file));
        readDestinations(section, file);
        section.section("otlp").ifPresent(given -> otlp = OtlpSettings.read(given));
        for (String key : OTHERS) {
            if (section.has(key)) {
                unused.add(key);
            }
            section.ignore(key);
        }
        section.end();
    }

    private void readFurther(Section section, Path pattern, GlobalSettings global) {
        // Which files there are shows in their folder.
        files.add(directory(pattern));
        try {
            for (Path file : FilePattern.matching(pattern)) {
                text(file).flatMap(text -> YamlText.section(file.toString(), text, faults)).ifPresent(further -> {
                    readJobs(further, file, global);
                    further.end();
                });
            }
        } catch (IOException e) {
            section.fault("scrape_config_files", "files that can be read", pattern + " (" + e + ")");
        }
    }

    private void readJobs(Section section, Path file, GlobalSettings global) {
        for (Section one : section.sections("scrape_configs")) {
            ScrapeJob job = JobReader.read(one, directory(file), global);
            String first = placeByName.putIfAbsent(job.name(), file + " " + one.path());
            if (first != null && !job.name().isEmpty()) {
                one.fault("job_name", "a name that no other job has", job.name() + ", as " + first + " has");
            }
            jobs.add(job);
        }
    }

    private void readDestinations(Section section, Path file) {
        for (Section one : section.sections("remote_write")) {
            Destination destination = DestinationReader.read(one, directory(file), rules.externalLabels());
            if (destinations.stream().anyMatch(other -> other.name().equals(destination.name()))) {
                one.fault("name", "a name, or a url, that no other remote_write has", destination.name());
            }
            destinations.add(destination);
        }
    }

    private Optional<String> text(Path file) {
        files.add(file);
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            faults.add(file.toString(), "a file that can be read as UTF-8", e.toString());
            return Optional.empty();
        }
    }

    private static Path directory(Path file) {
        @Nullable
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }
}
