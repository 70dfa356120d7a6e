/**
 * Unit tests of rules, in promtool's format.
 *
 * <p>A file's journey: {@link io.binnacle.insight.rule.unittest.UnitTestReader} reads it strictly and makes a
 * {@link io.binnacle.insight.rule.unittest.UnitTestFile}; {@link io.binnacle.insight.rule.unittest.UnitTestRun} loads the samples of
 * each test into a store of its own, evaluates the rules at each interval, and compares.
 *
 * <p>Invariants: a test passes when promtool would pass it; what it says of one that fails is what promtool says.
 */
@NullMarked
package io.binnacle.insight.rule.unittest;

import org.jspecify.annotations.NullMarked;
