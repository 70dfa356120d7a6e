import { formatValue } from "../format/units";
import type { StateName } from "../ui";
import { type ChartData, lastOf } from "./series";

export interface Limit {
  readonly value: number;
  /** What the line means: `critical above 95 %`. */
  readonly words: string;
  readonly direction: "above" | "below";
  readonly state: StateName;
}

/** One sentence that says what the picture shows, for those who cannot see it. */
export function summarise(
  title: string,
  unit: string | undefined,
  data: ChartData,
  limits: readonly Limit[],
  clock: (seconds: number) => string,
): string {
  const first = data.times[0];
  const last = data.times[data.times.length - 1];
  const known = data.series.filter((series) => lastOf(series) !== undefined);
  if (first === undefined || last === undefined || known.length === 0) {
    return `${title}: no data in this time range.`;
  }
  const window = `${title} from ${clock(first)} to ${clock(last)}`;
  const shown = known.slice(0, 3).map((series) => {
    const { low, high, highAt } = rangeOf(series.values);
    const now = formatValue(lastOf(series)?.value, unit);
    const extent = `between ${formatValue(low, unit)} and ${formatValue(high, unit)} (at ${clock(data.times[highAt] ?? last)})`;
    return `${known.length === 1 ? "" : `${series.label} `}now ${now}, ${extent}`;
  });
  const rest = known.length > 3 ? `; and ${known.length - 3} more series` : "";
  return `${window}: ${shown.join("; ")}${rest}${limits.map((limit) => crossing(limit, data)).join("")}.`;
}

function crossing(limit: Limit, data: ChartData): string {
  const crossed = data.series.some((series) =>
    series.values.some(
      (value) => value !== null && (limit.direction === "above" ? value > limit.value : value < limit.value),
    ),
  );
  return `; ${limit.words}: ${crossed ? "crossed" : "not reached"}`;
}

function rangeOf(values: readonly (number | null)[]): { low: number; high: number; highAt: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let highAt = 0;
  values.forEach((value, index) => {
    if (value !== null) {
      low = Math.min(low, value);
      if (value > high) {
        high = value;
        highAt = index;
      }
    }
  });
  return { low, high, highAt };
}
