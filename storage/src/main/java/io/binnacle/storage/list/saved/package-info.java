/**
 * Filters of lists that people keep and share.
 */
@NullMarked
package io.binnacle.storage.list.saved;

import org.jspecify.annotations.NullMarked;
