import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Alert } from "../../shared/api";
import { type Mark, QueryChart, type Zoom } from "../../shared/chart";
import { Loading } from "../../shared/ui";
import { alertLook } from "./AlertMark";
import { rulesQuery } from "./queries";
import { expressionOf, limitOfAlert } from "./thresholds";

interface AlertChartProps {
  readonly alert: Alert;
  readonly zoom: Zoom;
  readonly height?: number;
  /** Other things that happened, such as changes. */
  readonly marks?: readonly Mark[];
}

const NO_MARKS: readonly Mark[] = [];

/** What the alert's rule looks at, with its limits, and when the alert fired. */
export function AlertChart({ alert, zoom, height = 150, marks = NO_MARKS }: AlertChartProps) {
  const rules = useQuery(rulesQuery);
  const rule = rules.data?.items.find((candidate) => candidate.rule.id === alert.ruleId)?.rule;
  const queries = useMemo(() => (rule ? [expressionOf(rule, alert)] : []), [rule, alert]);
  const limits = useMemo(() => (rule ? limitOfAlert(rule, alert) : []), [rule, alert]);
  const allMarks = useMemo(() => [...marks, ...firedMark(alert)], [marks, alert]);
  if (!rule) {
    return rules.isLoading ? (
      <Loading rows={4} label="Loading the rule" />
    ) : (
      <p className="muted">The rule of this alert no longer exists, so that there is nothing to draw.</p>
    );
  }
  return (
    <QueryChart
      title={chartTitle(alert)}
      unit={rule.unit}
      queries={queries}
      limits={limits}
      marks={allMarks}
      zoom={zoom}
      height={height}
    />
  );
}

function firedMark(alert: Alert): Mark[] {
  if (!alert.firedAt) {
    return [];
  }
  const { state } = alertLook({ state: "firing", severity: alert.severity });
  return [{ at: Date.parse(alert.firedAt), label: "alert", state }];
}

/** The item says more than the rule's words, which stand beside the chart anyway. */
function chartTitle(alert: Alert): string {
  return alert.ciName ?? alert.title;
}
