/**
 * PromQL: parsed by the whole grammar of Prometheus 3, evaluated with its semantics.
 *
 * <p>The journey of a query: {@link io.binnacle.timeseries.promql.PromqlEngine} has it parsed and type-checked into a tree
 * that prints back in Prometheus' form, and evaluates it over all
 * steps at once into a {@link io.binnacle.timeseries.promql.QueryResult}, or throws a
 * {@link io.binnacle.timeseries.promql.QueryError} in Prometheus' words.
 *
 * <p>Invariants: what is answered equals Prometheus' answer, and so do errors, warnings and infos, with their positions.
 * Everything is evaluated over all steps at once: matchers are resolved once, labels are looked at once a series, kernels slide
 * over columns. Ranges and the lookback are open on the left. A query is bounded in steps, series, samples and time.
 *
 * <p>Functions are data: each family declares its {@link io.binnacle.timeseries.promql.Function functions} with types and
 * evaluator. What Prometheus keeps behind flags is in {@link io.binnacle.timeseries.promql.PromqlFeatures}.
 */
@NullMarked
package io.binnacle.timeseries.promql;

import org.jspecify.annotations.NullMarked;
