/**
 * How well what exists is known: what is filled, which rules items break, and who looked at them last.
 *
 * <p>Every number of a {@link io.binnacle.cmdb.quality.ClassQuality} carries the filter that lists its items, and is counted
 * with that filter, so that the number and the list cannot disagree.
 */
@NullMarked
package io.binnacle.cmdb.quality;

import org.jspecify.annotations.NullMarked;
