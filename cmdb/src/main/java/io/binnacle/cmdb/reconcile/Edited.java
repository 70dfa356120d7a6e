package io.binnacle.cmdb.reconcile;

import java.util.UUID;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.kernel.error.CallerFault;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item that values were entered into, or would become.
 *
 * @param id as it was given
 * @param before null when there is no such item
 * @param after null when there is a problem
 * @param problem why nothing was entered; null when it was
 */
public record Edited(UUID id, @Nullable ConfigurationItem before, @Nullable ConfigurationItem after,
        @Nullable CallerFault problem) {}
