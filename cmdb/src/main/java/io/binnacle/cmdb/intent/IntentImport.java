package io.binnacle.cmdb.intent;

import java.time.Instant;
import java.util.List;

/**
 * An import, or what one would do.
 *
 * @param version counts the imports of its source; that of the next one when it is a preview
 * @param account what became of each kind of object in the file
 */
public record IntentImport(String source, String format, int version, Instant at, String actor,
        IntentDifference difference, List<ObjectCount> account) {}
