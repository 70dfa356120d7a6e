package io.binnacle.cmdb.attachment;

import java.time.Instant;
import java.util.UUID;

/**
 * A file of an item.
 *
 * @param ciId the item that it belongs to now
 * @param mediaType by its name, never by what is in it
 * @param sha256 of its content, in small hexadecimal digits
 * @param addedBy who brought it
 */
public record Attachment(UUID id, UUID ciId, String name, String mediaType, long sizeBytes, String sha256,
        String addedBy, Instant addedAt) {}
