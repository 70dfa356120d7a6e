package io.binnacle.telemetry.scrape.relabel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a rule does; Prometheus' words in lower case. */
public enum RelabelAction {
    REPLACE, KEEP, DROP, KEEPEQUAL, DROPEQUAL, HASHMOD, LABELMAP, LABELDROP, LABELKEEP, LOWERCASE, UPPERCASE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<RelabelAction> find(String word) {
        return Arrays.stream(values()).filter(action -> action.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(RelabelAction::word).collect(Collectors.joining(", "));
    }
}
