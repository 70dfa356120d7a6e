/**
 * Words: the nearest known word to a misspelt one.
 */
@NullMarked
package io.binnacle.kernel.text;

import org.jspecify.annotations.NullMarked;
