/**
 * Strict reading of YAML settings that another product's users already have: every fault is told at once, each with its key,
 * file and line; what no reader asked for is an unknown key.
 *
 * <p>A {@link io.binnacle.telemetry.scrape.yaml.Section} is one mapping. Its reader takes each key that it knows, then says
 * {@link io.binnacle.telemetry.scrape.yaml.Section#end}; faults gather in {@link io.binnacle.telemetry.scrape.yaml.Faults}.
 */
@NullMarked
package io.binnacle.telemetry.scrape.yaml;

import org.jspecify.annotations.NullMarked;
