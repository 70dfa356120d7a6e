/**
 * Hashing of bytes, for hash tables of what others send.
 */
@NullMarked
package io.binnacle.kernel.hash;

import org.jspecify.annotations.NullMarked;
