/**
 * Numbers that people say: {@code INC-2041}.
 */
@NullMarked
package io.binnacle.storage.number;

import org.jspecify.annotations.NullMarked;
