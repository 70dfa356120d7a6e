/**
 * YAML that people write by hand, read strictly: each place knows its line, and all faults of a file are told at once.
 *
 * <p>A file's journey: {@link io.binnacle.insight.rule.yaml.YamlFile} composes its nodes, a reader walks them as
 * {@link io.binnacle.insight.rule.yaml.YamlNode YamlNodes}, each of which reports what is wrong with it as a
 * {@link io.binnacle.insight.rule.yaml.YamlFault} and answers empty then.
 */
@NullMarked
package io.binnacle.insight.rule.yaml;

import org.jspecify.annotations.NullMarked;
