import { type Chosen, interpolate, type PlacedPanel } from "../../entities/dashboard";
import type { DashboardPanel } from "../../shared/api";
import type { ChartQuery } from "../../shared/chart";
import { STATES_WORST_FIRST, type StateName } from "../../shared/ui";

/** The panel's queries with the chosen values put in; those of the repetition stand before the dashboard's own. */
export function chartQueriesOf({ panel, own }: PlacedPanel, chosen: Chosen, many: ReadonlySet<string>): ChartQuery[] {
  const values = { ...chosen, ...own };
  return panel.queries.map(({ expr, legend }) => ({
    expr: interpolate(expr, values, many),
    label: interpolate(legend, values, new Set()),
  }));
}

/** The severity of a value: that of the highest threshold that it has reached. */
export function severityOf(value: number | undefined, thresholds: DashboardPanel["thresholds"]): StateName | undefined {
  if (value === undefined) return undefined;
  return thresholds.findLast(({ from }) => value >= from)?.severity;
}

/** How much of the way from `min` to `max` a value has gone, 0 to 1; of a gauge without a maximum, to its unit's own. */
export function ratioOf(value: number, { min, max, unit }: Pick<DashboardPanel, "min" | "max" | "unit">): number {
  const low = min ?? 0;
  const high = max ?? (unit === "1" ? 1 : 100);
  return high <= low ? 0 : Math.min(Math.max((value - low) / (high - low), 0), 1);
}

/** The worst of several severities; undefined when none has one. */
export function worstOf(states: readonly (StateName | undefined)[]): StateName | undefined {
  return STATES_WORST_FIRST.find((state) => states.includes(state));
}
