/**
 * Runs scripts in the format in which Prometheus writes its tests of PromQL.
 *
 * <p>The journey of a script: {@link io.binnacle.timeseries.promql.script.ScriptParser} cuts it into
 * {@link io.binnacle.timeseries.promql.script.ScriptCommand commands}; {@link io.binnacle.timeseries.promql.script.ScriptRunner}
 * loads samples into a store of its own, has queries evaluated by a {@link io.binnacle.timeseries.promql.PromqlEngine} with the
 * features that such scripts are written for, and hands out one {@link io.binnacle.timeseries.promql.script.Outcome} an evaluation.
 *
 * <p>Invariants: an evaluation passes when Prometheus' own runner would pass it; so a query of one instant is also evaluated
 * within a range, and at other times with its selectors pinned. What breaks the format fails by itself, with its line; the
 * rest is run.
 */
@NullMarked
package io.binnacle.timeseries.promql.script;

import org.jspecify.annotations.NullMarked;
