package io.binnacle.telemetry.export.remotewrite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.scrape.relabel.LabelDraft;
import io.binnacle.telemetry.scrape.relabel.RelabelRule;
import io.binnacle.timeseries.SampleFeed;

/** The labels under which a destination gets a series, or that it does not get it. Belongs to one thread. */
final class OutgoingSeries {

    /** Some 25 MB of labels. More series than that are worked out again each time their turn comes. */
    private static final int KNOWN_MAX = 50_000;
    private static final Found UNKNOWN = new Found(false, Optional.empty());

    private final Map<String, String> externalLabels;
    private final List<RelabelRule> rules;
    private final Map<Integer, Found> known = new HashMap<>();

    /**
     * @param known  whether the store knows the series
     * @param labels empty when the rules leave the series out
     */
    record Found(boolean known, Optional<Labels> labels) {}

    OutgoingSeries(Map<String, String> externalLabels, List<RelabelRule> rules) {
        this.externalLabels = externalLabels;
        this.rules = rules;
    }

    Found find(int number, SampleFeed feed) {
        Found found = known.get(number);
        if (found == null) {
            found = feed.labels(number).map(labels -> new Found(true, outgoing(labels))).orElse(UNKNOWN);
            if (known.size() >= KNOWN_MAX) {
                known.clear();
            }
            known.put(number, found);
        }
        return found;
    }

    private Optional<Labels> outgoing(Labels labels) {
        if (externalLabels.isEmpty() && rules.isEmpty()) {
            return Optional.of(labels);
        }
        LabelDraft draft = new LabelDraft(labels);
        externalLabels.forEach((name, value) -> {
            if (!draft.has(name)) {
                draft.set(name, value);
            }
        });
        return RelabelRule.applyAll(rules, draft) && draft.size() > 0
                ? Optional.of(draft.toLabels())
                : Optional.empty();
    }
}
