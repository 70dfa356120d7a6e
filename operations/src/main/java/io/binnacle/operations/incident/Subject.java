package io.binnacle.operations.incident;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

import io.binnacle.insight.event.Alert;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.label.Labels;
import org.jspecify.annotations.Nullable;

/**
 * What an incident is about.
 *
 * @param key
 *            at most one unresolved incident has it; null: nothing that another one could be about too
 */
record Subject(@Nullable String key, @Nullable UUID ciId, @Nullable String ciName, @Nullable String ciClass) {

    static final Subject NOTHING = new Subject(null, null, null, null);

    static Subject item(UUID id, String name, String ciClass) {
        return new Subject("ci:" + id, id, name, ciClass);
    }

    /** Its item; an alert without one is about its rule and labels. */
    static Subject of(Alert alert) {
        UUID ciId = alert.ciId();
        if (ciId != null) {
            return new Subject("ci:" + ciId, ciId, alert.ciName(), alert.ciClass());
        }
        return new Subject("alert:" + alert.ruleId() + ':' + digest(Labels.of(alert.labels()).toString()), null, null,
                null);
    }

    /** Labels may be longer than a key of an index. */
    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new BugException("every Java has SHA-256", e);
        }
    }
}
