/**
 * For tests only: a clock that stands still until told, a real database for each test, seeded randomness.
 */
@NullMarked
package io.binnacle.testkit;

import org.jspecify.annotations.NullMarked;
