import type { Alert, Rule } from "../../shared/api";
import type { ChartQuery, Limit } from "../../shared/chart";
import { formatValue } from "../../shared/format/units";

/** The limits of a rule as lines of a chart, worst first: `critical above 95 %`. */
export function limitsOf(rule: Pick<Rule, "thresholds" | "unit">): Limit[] {
  return Object.entries(rule.thresholds).map(([severity, threshold]) => ({
    value: threshold.limit,
    direction: threshold.side,
    words: `${severity} ${threshold.side} ${formatValue(threshold.limit, rule.unit)}`,
  }));
}

/** The rule's expression, narrowed to the series that the alert is about. */
export function expressionOf(rule: Pick<Rule, "expr">, alert: Pick<Alert, "labels" | "title">): ChartQuery {
  return { expr: rule.expr, label: "value", only: alert.labels };
}
