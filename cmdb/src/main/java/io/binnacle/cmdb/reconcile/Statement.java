package io.binnacle.cmdb.reconcile;

import java.time.Instant;
import java.util.UUID;

/**
 * What one record says of one attribute.
 *
 * @param value never empty
 * @param sureness of the source about it, from 0 to 1
 * @param since when it first said anything of this attribute, without having been silent since
 * @param lastSeen when it said this last
 */
public record Statement(UUID record, String source, String scope, Object value, double sureness, Instant since,
        Instant lastSeen) {}
