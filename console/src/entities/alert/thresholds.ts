import type { Alert, Rule } from "../../shared/api";
import type { ChartQuery, Limit } from "../../shared/chart";
import { formatValue } from "../../shared/format/units";
import { STATES_WORST_FIRST, type StateName, stateOf } from "../../shared/ui";

/** The limits of a rule as lines of a chart, worst first: `critical above 95 %`. */
export function limitsOf(rule: Pick<Rule, "thresholds" | "unit">): Limit[] {
  return Object.entries(rule.thresholds).map(([severity, threshold]) => ({
    value: threshold.limit,
    direction: threshold.side,
    state: stateOf(severity),
    words: `${severity} ${threshold.side} ${formatValue(threshold.limit, rule.unit)}`,
  }));
}

/** The limit that the alert crossed; all of the rule's would crowd the chart. */
export function limitOfAlert(rule: Pick<Rule, "thresholds" | "unit">, alert: Pick<Alert, "severity">): Limit[] {
  const all = limitsOf(rule);
  const own = all.filter((limit) => limit.state === alert.severity);
  return own.length === 0 ? all.slice(0, 1) : own;
}

/** The rule's expression, narrowed to the series that the alert is about. */
export function expressionOf(rule: Pick<Rule, "expr">, alert: Pick<Alert, "labels" | "title">): ChartQuery {
  return { expr: rule.expr, label: "value", only: alert.labels };
}

/** The one state of a rule, from how many of its alerts are in which: `2 firing`, `1 without data`, `Quiet`. */
export function worstOfCounts(
  counts: Readonly<Record<string, number>>,
  rule: Pick<Rule, "thresholds">,
): { state: StateName; word: string } {
  const { firing = 0, unknown = 0, pending = 0 } = counts;
  if (firing > 0) {
    const worst = STATES_WORST_FIRST.find((state) => state in rule.thresholds) ?? "major";
    return { state: worst, word: `${firing} firing` };
  }
  if (unknown > 0) {
    return { state: "unknown", word: `${unknown} without data` };
  }
  return pending > 0 ? { state: "info", word: `${pending} pending` } : { state: "ok", word: "Quiet" };
}
