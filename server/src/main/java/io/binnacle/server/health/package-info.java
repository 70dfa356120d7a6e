/**
 * How Binnacle itself is: each part answers for itself, readiness is all of them together.
 */
@NullMarked
package io.binnacle.server.health;

import org.jspecify.annotations.NullMarked;
