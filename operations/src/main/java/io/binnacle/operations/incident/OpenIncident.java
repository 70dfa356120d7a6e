package io.binnacle.operations.incident;

import java.util.UUID;

import io.binnacle.kernel.health.Severity;
import org.jspecify.annotations.Nullable;

/**
 * An incident that a person opens.
 *
 * @param title
 *            1 to {@value Incidents#TITLE_LENGTH_MAX} characters
 * @param ciId
 *            the item that it is about; there is at most one unresolved incident an item
 * @param owner
 *            the name of a user
 * @param comment
 *            the first entry of its time line
 */
public record OpenIncident(String title, Severity severity, @Nullable UUID ciId, @Nullable String owner,
        @Nullable String comment) {}
