package io.binnacle.telemetry.scrape.series;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.intake.exposition.ExpositionSeries;
import io.binnacle.telemetry.scrape.job.ScrapeJob;
import io.binnacle.telemetry.scrape.job.ScrapeLimits;
import io.binnacle.telemetry.scrape.relabel.LabelDraft;
import io.binnacle.telemetry.scrape.relabel.RelabelRule;

/**
 * The labels under which a target's series are stored: what the target exposes, the labels of the target itself, the job's
 * rules. Immutable.
 */
final class SeriesLabelling {

    private static final String EXPORTED = "exported_";
    private static final int SHOWN_MAX = 50;

    private final Labels target;
    private final boolean honorLabels;
    private final ScrapeLimits limits;
    private final ScrapeJob job;

    SeriesLabelling(ScrapeJob job, Labels target) {
        this.job = job;
        this.target = target;
        this.honorLabels = job.treatment().honorLabels();
        this.limits = job.limits();
    }

    /**
     * Empty when the rules drop the series.
     *
     * @throws ScrapeFailure the job's limits or the rules of names refuse it, and with it the body
     */
    Optional<Labels> of(ExpositionSeries exposed) {
        LabelDraft draft = new LabelDraft();
        draft.set(Label.METRIC_NAME, exposed.name());
        for (Label label : exposed.labels()) {
            draft.set(label.name(), label.value());
        }
        if (honorLabels) {
            addAbsent(draft);
        } else {
            addAll(draft);
        }
        if (!RelabelRule.applyAll(job.metricRules(), draft) || draft.size() == 0) {
            return Optional.empty();
        }
        check(draft);
        return Optional.of(draft.toLabels());
    }

    private void addAbsent(LabelDraft draft) {
        for (Label label : target) {
            if (!draft.has(label.name())) {
                draft.set(label.name(), label.value());
            }
        }
    }

    private void addAll(LabelDraft draft) {
        List<Label> conflicts = new ArrayList<>();
        for (Label label : target) {
            if (draft.has(label.name())) {
                conflicts.add(new Label(label.name(), draft.get(label.name())));
            }
            draft.set(label.name(), label.value());
        }
        conflicts.sort(Comparator.comparingInt(label -> label.name().length()));
        for (Label conflict : conflicts) {
            String name = EXPORTED + conflict.name();
            while (draft.has(name)) {
                name = EXPORTED + name;
            }
            draft.set(name, conflict.value());
        }
    }

    /** Of a series that Binnacle itself makes about the target. */
    Labels ofReport(String metric) {
        return target.with(Label.METRIC_NAME, metric);
    }

    private void check(LabelDraft draft) {
        String metric = draft.get(Label.METRIC_NAME);
        if (metric.isEmpty()) {
            throw new ScrapeFailure("missing metric name (__name__ label)");
        }
        boolean valid = job.formats().names().isMetric(metric)
                && draft.entries().stream().allMatch(label -> label.getKey().equals(Label.METRIC_NAME)
                        || job.formats().names().isLabel(label.getKey()));
        if (!valid) {
            throw new ScrapeFailure("invalid metric name or label names: " + draft.toLabels());
        }
        if (limits.labels() > 0 && draft.size() > limits.labels()) {
            throw new ScrapeFailure("label_limit exceeded (metric: " + shown(metric) + ", number of labels: "
                    + draft.size() + ", limit: " + limits.labels() + ")");
        }
        if (limits.labelNameLength() > 0 || limits.labelValueLength() > 0) {
            draft.entries().forEach(label -> check(metric, label.getKey(), label.getValue()));
        }
    }

    private void check(String metric, String name, String value) {
        if (limits.labelNameLength() > 0 && length(name) > limits.labelNameLength()) {
            throw new ScrapeFailure("label_name_length_limit exceeded (metric: " + shown(metric) + ", label name: "
                    + shown(name) + ", length: " + length(name) + ", limit: " + limits.labelNameLength() + ")");
        }
        if (limits.labelValueLength() > 0 && length(value) > limits.labelValueLength()) {
            throw new ScrapeFailure("label_value_length_limit exceeded (metric: " + shown(metric) + ", label name: "
                    + shown(name) + ", value: \"" + shown(value) + "\", length: " + length(value) + ", limit: "
                    + limits.labelValueLength() + ")");
        }
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String shown(String text) {
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX);
    }
}
