package io.binnacle.telemetry.scrape.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.binnacle.kernel.time.DurationText;
import io.binnacle.telemetry.scrape.discovery.DiscoveryReader;
import io.binnacle.telemetry.scrape.fetch.HttpSettingsReader;
import io.binnacle.telemetry.scrape.relabel.LabelNames;
import io.binnacle.telemetry.scrape.relabel.RelabelRule;
import io.binnacle.telemetry.scrape.relabel.RelabelRules;
import io.binnacle.telemetry.scrape.yaml.Section;
import org.jspecify.annotations.Nullable;

/** Reads one of the {@code scrape_configs}. */
final class JobReader {

    private static final String UTF8_ESCAPING = "allow-utf-8";
    private static final Set<String> ESCAPINGS = Set.of(UTF8_ESCAPING, "underscores", "dots", "values");

    private JobReader() {
    }

    /** @param directory that relative names of files count from */
    static ScrapeJob read(Section section, Path directory, GlobalSettings global) {
        String name = section.text("job_name", "");
        if (name.isEmpty()) {
            section.fault("job_name", "the name of the job", "nothing");
        }
        refuseUnsupported(section);
        section.ignore("scrape_failure_log_file");
        ScrapeJob.Formats formats = formats(section, global);
        List<RelabelRule> targetRules = RelabelRules.read(section, "relabel_configs", formats.names());
        ScrapeJob job = new ScrapeJob(name, request(section, directory, global), formats, treatment(section, global),
                limits(section, global.limits()), targetRules,
                RelabelRules.read(section, "metric_relabel_configs", formats.names()),
                DiscoveryReader.read(section, directory, section.has("relabel_configs")));
        section.end();
        return job;
    }

    private static ScrapeJob.Request request(Section section, Path directory, GlobalSettings global) {
        Duration interval = positive(section, "scrape_interval").orElse(global.interval());
        String scheme = section.text("scheme", "http");
        if (!Set.of("http", "https").contains(scheme)) {
            section.fault("scheme", "http or https", scheme);
        }
        return new ScrapeJob.Request(interval, timeout(section, interval, global.timeout()),
                section.text("metrics_path", "/metrics"), scheme, section.listMap("params"),
                section.flag("enable_compression", true), HttpSettingsReader.read(section, directory));
    }

    private static ScrapeJob.Formats formats(Section section, GlobalSettings global) {
        LabelNames names = names(section, global.names());
        Optional<String> escaping = escaping(section).or(global::escaping);
        if (names == LabelNames.LEGACY && escaping.filter(UTF8_ESCAPING::equals).isPresent()) {
            section.fault("metric_name_escaping_scheme", "another one, since metric_name_validation_scheme is legacy",
                    UTF8_ESCAPING);
        }
        boolean nativeFirst = section.flag("scrape_native_histograms", global.nativeHistograms());
        List<ScrapeProtocol> protocols = protocols(section).or(global::protocols)
                .orElse(nativeFirst ? ScrapeProtocol.PROTOBUF_FIRST : ScrapeProtocol.USUAL);
        return new ScrapeJob.Formats(protocols, fallback(section), names,
                escaping.orElse(names == LabelNames.UTF8 ? UTF8_ESCAPING : "underscores"));
    }

    private static @Nullable ScrapeProtocol fallback(Section section) {
        String word = section.text("fallback_scrape_protocol", "");
        Optional<ScrapeProtocol> found = ScrapeProtocol.find(word);
        if (!word.isEmpty() && found.isEmpty()) {
            section.fault("fallback_scrape_protocol", "one of " + ScrapeProtocol.words(), word);
        }
        return found.orElse(null);
    }

    private static ScrapeJob.Treatment treatment(Section section, GlobalSettings global) {
        return new ScrapeJob.Treatment(section.flag("honor_labels", false), section.flag("honor_timestamps", true),
                section.flag("track_timestamps_staleness", false),
                section.flag("extra_scrape_metrics", global.extraMetrics()),
                section.flag("scrape_native_histograms", global.nativeHistograms()),
                section.flag("always_scrape_classic_histograms", global.classicHistograms()),
                section.flag("convert_classic_histograms_to_nhcb", global.customBuckets()));
    }

    static void refuseUnsupported(Section section) {
        for (String key : List.of("native_histogram_bucket_limit", "native_histogram_min_bucket_factor")) {
            if (section.number(key).filter(value -> value != 0).isPresent()) {
                section.fault(key, "0; Binnacle does not merge the buckets of native histograms yet", "another number");
            }
        }
    }

    /** Empty when the key is absent or 0, which means the same. */
    static Optional<Duration> positive(Section section, String key) {
        return section.duration(key).filter(duration -> !duration.isZero());
    }

    static Duration timeout(Section section, Duration interval, Duration standard) {
        Optional<Duration> given = positive(section, "scrape_timeout");
        if (given.isPresent() && given.get().compareTo(interval) > 0) {
            section.fault("scrape_timeout", "at most the interval of " + DurationText.format(interval),
                    DurationText.format(given.get()));
        }
        return given.orElse(standard.compareTo(interval) < 0 ? standard : interval);
    }

    static Optional<List<ScrapeProtocol>> protocols(Section section) {
        if (!section.has("scrape_protocols")) {
            section.ignore("scrape_protocols");
            return Optional.empty();
        }
        List<ScrapeProtocol> protocols = new ArrayList<>();
        for (String word : section.texts("scrape_protocols")) {
            Optional<ScrapeProtocol> found = ScrapeProtocol.find(word);
            if (found.isEmpty()) {
                section.fault("scrape_protocols", "of " + ScrapeProtocol.words(), word);
            } else if (protocols.contains(found.get())) {
                section.fault("scrape_protocols", "each one once", word + " twice");
            } else {
                protocols.add(found.get());
            }
        }
        if (protocols.isEmpty()) {
            section.fault("scrape_protocols", "at least one", "none");
        }
        return Optional.of(protocols);
    }

    static ScrapeLimits limits(Section section, ScrapeLimits global) {
        return new ScrapeLimits(section.bytes("body_size_limit").filter(value -> value != 0).orElse(global.bodyBytes()),
                limit(section, "sample_limit", global.samples()), limit(section, "target_limit", global.targets()),
                limit(section, "label_limit", global.labels()),
                limit(section, "label_name_length_limit", global.labelNameLength()),
                limit(section, "label_value_length_limit", global.labelValueLength()),
                limit(section, "keep_dropped_targets", global.droppedTargets()));
    }

    private static long limit(Section section, String key, long global) {
        return section.count(key).filter(value -> value != 0).orElse(global);
    }

    static LabelNames names(Section section, LabelNames standard) {
        String word = section.text("metric_name_validation_scheme", "");
        return switch (word) {
            case "" -> standard;
            case "utf8" -> LabelNames.UTF8;
            case "legacy" -> LabelNames.LEGACY;
            default -> {
                section.fault("metric_name_validation_scheme", "utf8 or legacy", word);
                yield standard;
            }
        };
    }

    static Optional<String> escaping(Section section) {
        Optional<String> word = section.text("metric_name_escaping_scheme").filter(text -> !text.isEmpty());
        if (word.isPresent() && !ESCAPINGS.contains(word.get())) {
            section.fault("metric_name_escaping_scheme", "one of allow-utf-8, dots, underscores, values", word.get());
            return Optional.empty();
        }
        return word;
    }
}
