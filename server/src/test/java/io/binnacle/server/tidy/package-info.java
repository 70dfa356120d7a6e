/**
 * Holds STYLE.md over the sources of all modules and of the console: sizes, with a ratchet, and names.
 *
 * <p>A source's journey: {@link io.binnacle.server.tidy.JavaSource} parses it with the compiler's own parser and measures
 * it; what is larger than allowed meets {@link io.binnacle.server.tidy.Ratchet}, everything else is a fault.
 */
@NullMarked
package io.binnacle.server.tidy;

import org.jspecify.annotations.NullMarked;
