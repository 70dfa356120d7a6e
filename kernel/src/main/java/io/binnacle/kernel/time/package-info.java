/**
 * Time as people write it. The clock itself is {@link java.time.InstantSource}, injected everywhere.
 */
@NullMarked
package io.binnacle.kernel.time;

import org.jspecify.annotations.NullMarked;
