package io.binnacle.cmdb.intent;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Who says what should be.
 *
 * @param format how its files are written: {@code netbox}; precedence rules know it by this
 * @param claimedClasses of which it knows everything: an item of these, seen and not named by it, is unintended
 * @param claimedSites where it does; everywhere when there is none
 * @param latest its last import
 * @param intended how many items it says should be
 * @param seen how many of these were seen by a source that looks
 */
public record IntentSource(String name, String format, List<String> claimedClasses, List<String> claimedSites,
        Instant createdAt, @Nullable IntentImport latest, long intended, long seen) {}
