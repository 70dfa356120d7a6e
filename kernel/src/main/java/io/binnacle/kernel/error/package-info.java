/**
 * The three kinds of error: our bug, the caller's mistake, the world's fault. Told apart by type, so that one place
 * (the HTTP layer, the command line) decides how each is answered.
 */
@NullMarked
package io.binnacle.kernel.error;

import org.jspecify.annotations.NullMarked;
