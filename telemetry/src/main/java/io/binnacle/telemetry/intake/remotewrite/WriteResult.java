package io.binnacle.telemetry.intake.remotewrite;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of a request.
 *
 * @param samples samples that the store has now, those that it had before included
 * @param histograms the same of native histograms
 * @param exemplars the same of exemplars
 * @param refused how many of any of them were not written, by reason; sorted
 * @param examples some of the refused ones, in words
 */
public record WriteResult(int samples, int histograms, int exemplars, Map<String, Integer> refused,
        List<String> examples) {

    public WriteResult {
        refused = java.util.Collections.unmodifiableMap(new TreeMap<>(refused));
        examples = List.copyOf(examples);
    }

    public int refusedTotal() {
        return refused.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** For whoever reads the sender's log: {@code written: 1998 samples; refused: 2 (2 out of order)}. */
    public String summary() {
        StringBuilder text = new StringBuilder("written: ").append(samples).append(" samples");
        if (histograms > 0) {
            text.append(", ").append(histograms).append(" histograms");
        }
        if (exemplars > 0) {
            text.append(", ").append(exemplars).append(" exemplars");
        }
        if (!refused.isEmpty()) {
            text.append("; refused: ").append(refusedTotal()).append(refused.entrySet().stream()
                    .map(reason -> reason.getValue() + " " + reason.getKey())
                    .collect(Collectors.joining(", ", " (", ")")));
        }
        return text.toString();
    }
}
