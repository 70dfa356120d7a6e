package io.binnacle.cmdb.discovery.host;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One state of the signatures of one's own in their history.
 *
 * @param version 1 for the first that were kept
 * @param author who made it
 * @param note why, in the author's words
 * @param differences to the version before
 */
public record SignatureVersion(int version, Instant at, String author, @Nullable String note,
        List<SignatureDifference> differences) {}
