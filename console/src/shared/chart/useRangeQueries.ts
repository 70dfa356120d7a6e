import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getQueryRange } from "../api";
import { useTimeRange, windowOf } from "../time";
import { agrees, labelOf } from "./labels";
import { type ChartData, type MatrixSeries, onGrid } from "./series";
import { gridOf, withWindow } from "./step";

/** One expression of a chart; `$window` in it becomes the rate window that suits the step. */
export interface ChartQuery {
  readonly expr: string;
  /** The name of each series: fixed, or a template of its labels: `{{system_device}} read`. */
  readonly label: string;
  /** Keeps only the series that agree with these labels in every label that both have. */
  readonly only?: Readonly<Record<string, string>>;
}

export interface RangeAnswer extends ChartData {
  /** The window that was asked for, in milliseconds. */
  readonly from: number;
  readonly to: number;
}

const LIVE_MILLIS = 10_000;
/** Resizing within this many pixels asks for nothing new. */
const WIDTH_BUCKET = 120;

/** The samples of a chart in the page's time range; asked for again every 10 s while it is live, dropped on leaving. */
export function useRangeQueries(queries: readonly ChartQuery[], width: number, enabled = true) {
  const { range, live } = useTimeRange();
  const bucket = Math.max(1, Math.round(width / WIDTH_BUCKET)) * WIDTH_BUCKET;
  return useQuery({
    queryKey: ["query_range", queries, range.from, range.to, bucket],
    queryFn: ({ signal }) => fetchRange(queries, windowOf(range, Date.now()), bucket, signal),
    enabled: enabled && width > 0,
    placeholderData: keepPreviousData,
    refetchInterval: live ? LIVE_MILLIS : false,
    gcTime: 60_000,
  });
}

async function fetchRange(
  queries: readonly ChartQuery[],
  window: { from: number; to: number },
  width: number,
  signal: AbortSignal,
): Promise<RangeAnswer> {
  const grid = gridOf(window.from, window.to, width);
  const parts = await Promise.all(
    queries.map(async ({ expr, label, only }) => {
      const query = withWindow(expr, grid.step);
      const answer = await getQueryRange({
        query: { query, start: String(grid.start), end: String(grid.end), step: String(grid.step) },
        signal,
      });
      const matrix = matrixOf(answer).filter(({ metric }) => only === undefined || agrees(metric, only));
      return onGrid(matrix, grid, (metric) => labelOf(label, metric));
    }),
  );
  const series = parts.flatMap((part) => part.series);
  return { times: parts[0]?.times ?? [], series, from: window.from, to: window.to };
}

/** The answer has Prometheus' own format, which the OpenAPI document leaves open. */
function matrixOf(answer: unknown): readonly MatrixSeries[] {
  const { data } = answer as { data?: { resultType?: string; result?: readonly MatrixSeries[] } };
  return data?.resultType === "matrix" ? (data.result ?? []) : [];
}
