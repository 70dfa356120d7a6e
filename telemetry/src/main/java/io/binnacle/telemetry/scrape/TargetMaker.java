package io.binnacle.telemetry.scrape;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.time.DurationText;
import io.binnacle.telemetry.scrape.discovery.TargetGroup;
import io.binnacle.telemetry.scrape.job.ScrapeJob;
import io.binnacle.telemetry.scrape.relabel.LabelDraft;
import io.binnacle.telemetry.scrape.relabel.RelabelRule;

/** Makes targets of what was discovered: a job's own labels, its rules, then what is left says how to ask. Immutable. */
final class TargetMaker {

    private static final String JOB = "job";
    private static final String INSTANCE = "instance";
    private static final String RESERVED = "__";
    private static final String META = "__meta_";
    private static final String PARAM = "__param_";
    private static final String SCHEME = "__scheme__";
    private static final String PATH = "__metrics_path__";
    private static final String INTERVAL = "__scrape_interval__";
    private static final String TIMEOUT = "__scrape_timeout__";

    private final ScrapeJob job;

    TargetMaker(ScrapeJob job) {
        this.job = job;
    }

    /** The labels of one of the group's targets before the job's rules. */
    Labels discovered(TargetGroup group, Map<String, String> target) {
        LabelDraft draft = new LabelDraft();
        group.labels().forEach(draft::set);
        target.forEach(draft::set);
        ScrapeJob.Request request = job.request();
        Map<String, String> standard = Map.of(JOB, job.name(), INTERVAL, DurationText.format(request.interval()),
                TIMEOUT, DurationText.format(request.timeout()), PATH, request.path(), SCHEME, request.scheme());
        standard.forEach((name, value) -> {
            if (!draft.has(name)) {
                draft.set(name, value);
            }
        });
        request.params().forEach((name, values) -> {
            if (!values.isEmpty()) {
                draft.set(PARAM + name, values.getFirst());
            }
        });
        return draft.toLabels();
    }

    /**
     * Empty when the rules drop it.
     *
     * @throws InvalidInput what the rules leave cannot be asked
     */
    Optional<Target> make(Labels discovered) {
        LabelDraft draft = new LabelDraft(discovered);
        if (!RelabelRule.applyAll(job.targetRules(), draft)) {
            return Optional.empty();
        }
        String address = draft.get(TargetGroup.ADDRESS);
        if (address.isEmpty()) {
            throw new InvalidInput(TargetGroup.ADDRESS, "an address", "none");
        }
        if (address.indexOf('/') >= 0) {
            throw new InvalidInput(TargetGroup.ADDRESS, "host:port", address);
        }
        Duration interval = duration(draft, INTERVAL);
        Duration timeout = duration(draft, TIMEOUT);
        if (timeout.compareTo(interval) > 0) {
            throw new InvalidInput(TIMEOUT, "at most the interval of " + DurationText.format(interval),
                    DurationText.format(timeout));
        }
        draft.entries().forEach(label -> {
            if (label.getKey().startsWith(META)) {
                draft.remove(label.getKey());
            }
        });
        if (!draft.has(INSTANCE)) {
            draft.set(INSTANCE, address);
        }
        Labels all = draft.toLabels();
        return Optional.of(new Target(discovered, all, visible(all), url(all), interval, timeout));
    }

    private static Duration duration(LabelDraft draft, String name) {
        String text = draft.get(name);
        return DurationText.parse(text).filter(duration -> !duration.isZero())
                .orElseThrow(() -> new InvalidInput(name, "a duration above 0s", text));
    }

    private static Labels visible(Labels all) {
        Labels.Builder visible = Labels.empty().toBuilder();
        for (Label label : all) {
            if (!label.name().startsWith(RESERVED)) {
                visible.set(label.name(), label.value());
            }
        }
        return visible.build();
    }

    private URI url(Labels all) {
        Map<String, List<String>> params = new TreeMap<>();
        job.request().params().forEach((name, values) -> params.put(name, new ArrayList<>(values)));
        for (Label label : all) {
            if (label.name().startsWith(PARAM)) {
                List<String> values = params.computeIfAbsent(label.name().substring(PARAM.length()),
                        name -> new ArrayList<>());
                if (values.isEmpty()) {
                    values.add(label.value());
                } else {
                    values.set(0, label.value());
                }
            }
        }
        StringBuilder query = new StringBuilder();
        params.forEach((name, values) -> values.forEach(value -> query.append(query.isEmpty() ? '?' : '&')
                .append(encoded(name)).append('=').append(encoded(value))));
        String path = all.get(PATH);
        try {
            URI plain = new URI(all.get(SCHEME), all.get(TargetGroup.ADDRESS),
                    path.isEmpty() || path.startsWith("/") ? path : "/" + path, null, null);
            if (plain.getHost() == null) {
                throw new InvalidInput(TargetGroup.ADDRESS, "host:port", all.get(TargetGroup.ADDRESS));
            }
            return new URI(plain.toASCIIString() + query);
        } catch (URISyntaxException e) {
            throw new InvalidInput(TargetGroup.ADDRESS, "what makes an address (" + e.getReason() + ")",
                    all.get(TargetGroup.ADDRESS));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
