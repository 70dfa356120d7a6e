import { useQuery } from "@tanstack/react-query";
import { getQueryRange } from "../api";
import { useTimeRange, windowOf } from "../time";
import { askingOf, widthToAsk } from "./asking";
import { type HeatMap, type HistogramMatrix, heatMapOf, isHeatEmpty } from "./heatMap";
import { type Grid, gridOf, latestGridOf, parametersOf } from "./step";
import type { ChartQuery } from "./useRangeQueries";

export interface HeatAnswer extends HeatMap {
  /** The window that was asked for, in milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** A cell is wider than a point of a line. */
const POINTS_A_CELL = 3;

/** The buckets of histograms in the page's time range; asked for again every 10 s while it is live. */
export function useHeatMap(queries: readonly ChartQuery[], width: number) {
  const { range, live } = useTimeRange();
  const bucket = widthToAsk(width);
  return useQuery({
    queryKey: ["heat_map", queries, range.from, range.to, bucket],
    queryFn: async ({ signal }) => {
      const window = windowOf(range, Date.now());
      const pixels = bucket / POINTS_A_CELL;
      const whole = await fetchMap(queries, window, gridOf(window.from, window.to, pixels), signal);
      // What has only just begun is on no whole step yet.
      const latest = () => fetchMap(queries, window, latestGridOf(window.from, window.to, pixels), signal);
      return live && isHeatEmpty(whole) ? latest() : whole;
    },
    ...askingOf(width, live),
  });
}

async function fetchMap(
  queries: readonly ChartQuery[],
  window: { from: number; to: number },
  grid: Grid,
  signal: AbortSignal,
): Promise<HeatAnswer> {
  const parts = await Promise.all(
    queries.map(async ({ expr, label }) => ({
      legend: label,
      matrix: matrixOf(await getQueryRange({ query: parametersOf(expr, grid), signal })),
    })),
  );
  return { ...heatMapOf(parts, grid), from: window.from, to: window.to };
}

/** The answer has Prometheus' own format, which the OpenAPI document leaves open. */
function matrixOf(answer: unknown): readonly HistogramMatrix[] {
  const { data } = answer as { data?: { resultType?: string; result?: readonly HistogramMatrix[] } };
  return data?.resultType === "matrix" ? (data.result ?? []) : [];
}
