import { useQuery } from "@tanstack/react-query";
import { getQueryRange } from "../api";
import { useTimeRange, windowOf } from "../time";
import { askingOf, widthToAsk } from "./asking";
import { agrees, distinct, labelOf } from "./labels";
import { pointsUsed } from "./points";
import { type ChartData, isEmpty, type MatrixSeries, onGrid } from "./series";
import { type Grid, gridOf, latestGridOf, parametersOf } from "./step";

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
  /** Says that points were used in the place of samples, when they were. */
  readonly points: string | undefined;
}

/**
 * The samples of a chart in the page's time range; asked for again every 10 s while it is live, dropped on leaving.
 * They end with a whole step, or, where the last figure is what counts, with the latest collection.
 */
export function useRangeQueries(queries: readonly ChartQuery[], width: number, ends: "step" | "latest" = "step") {
  const { range, live } = useTimeRange();
  const bucket = widthToAsk(width);
  return useQuery({
    queryKey: ["query_range", queries, range.from, range.to, bucket, ends],
    queryFn: async ({ signal }) => {
      const window = windowOf(range, Date.now());
      const latest = () => fetchRange(queries, window, latestGridOf(window.from, window.to, bucket), signal);
      if (ends === "latest") {
        return latest();
      }
      const whole = await fetchRange(queries, window, gridOf(window.from, window.to, bucket), signal);
      // What has only just begun is on no whole step yet.
      return live && isEmpty(whole) ? latest() : whole;
    },
    ...askingOf(width, live),
  });
}

async function fetchRange(
  queries: readonly ChartQuery[],
  window: { from: number; to: number },
  grid: Grid,
  signal: AbortSignal,
): Promise<RangeAnswer> {
  const parts = await Promise.all(
    queries.map(async ({ expr, label, only }) => {
      const answer = await getQueryRange({ query: parametersOf(expr, grid), signal });
      const matrix = matrixOf(answer).filter(({ metric }) => only === undefined || agrees(metric, only));
      return { ...onGrid(matrix, grid, (metric) => labelOf(label, metric)), infos: infosOf(answer) };
    }),
  );
  const series = distinct(parts.flatMap((part) => part.series));
  const points = pointsUsed(parts.flatMap((part) => part.infos));
  return { times: parts[0]?.times ?? [], series, from: window.from, to: window.to, points };
}

/** The answer has Prometheus' own format, which the OpenAPI document leaves open. */
function matrixOf(answer: unknown): readonly MatrixSeries[] {
  const { data } = answer as { data?: { resultType?: string; result?: readonly MatrixSeries[] } };
  return data?.resultType === "matrix" ? (data.result ?? []) : [];
}

function infosOf(answer: unknown): readonly string[] {
  return (answer as { infos?: readonly string[] }).infos ?? [];
}
