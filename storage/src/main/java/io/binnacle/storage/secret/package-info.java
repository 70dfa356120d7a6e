/**
 * Secrets at rest: sealed with a key that lies outside the database.
 */
@NullMarked
package io.binnacle.storage.secret;

import org.jspecify.annotations.NullMarked;
