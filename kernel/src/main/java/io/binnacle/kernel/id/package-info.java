/**
 * Identifiers: time-ordered, unique without coordination.
 */
@NullMarked
package io.binnacle.kernel.id;

import org.jspecify.annotations.NullMarked;
