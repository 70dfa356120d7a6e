import { queryOptions } from "@tanstack/react-query";
import {
  getFormatQuery,
  getLabelByNameValues,
  getMetadata,
  getParseQuery,
  getQueriesExplain,
  getQuery,
  getQueryExemplars,
  getQueryRange,
} from "../../shared/api";
import { type Grid, gridOf, type MatrixSeries, parametersOf, pointsUsed } from "../../shared/chart";
import type { TimeWindow } from "../../shared/time";
import { type Annotated, annotationsOf, dataOf, exemplarsOf, instantOf, metadataOf } from "./answers";
import { type SyntaxNode, unitOf } from "./unit";

/** What a range query answered, on the grid that it was asked for. */
export interface RangeAnswer extends Annotated {
  readonly grid: Grid;
  readonly window: TimeWindow;
  readonly matrix: readonly MatrixSeries[];
  /** The same question about the period before, at its own times. */
  readonly before: readonly MatrixSeries[] | undefined;
  /** How many series of the answer are native histograms, which no line can show. */
  readonly histograms: number;
  readonly points: string | undefined;
}

/** @param compareMillis how far back the period lies that is compared with; 0 compares with nothing */
export async function fetchRange(
  expr: string,
  window: TimeWindow,
  width: number,
  compareMillis: number,
  signal: AbortSignal,
): Promise<RangeAnswer> {
  const grid = gridOf(window.from, window.to, width);
  const [answer, before] = await Promise.all([
    getQueryRange({ query: parametersOf(expr, grid), signal }),
    compareMillis === 0
      ? undefined
      : getQueryRange({ query: parametersOf(expr, movedBack(grid, compareMillis)), signal }),
  ]);
  const all = matrixOf(answer);
  const { warnings, infos } = annotationsOf(answer);
  return {
    grid,
    window,
    matrix: all.filter(hasValues),
    before: before === undefined ? undefined : matrixOf(before).filter(hasValues),
    histograms: all.filter((series) => !hasValues(series)).length,
    warnings,
    // What was answered from points is said beside the title of the chart.
    infos: infos.filter((info) => pointsUsed([info]) === undefined),
    points: pointsUsed(infos),
  };
}

/** The grid of the period before; its times differ from this one's by the same number everywhere. */
export function movedBack(grid: Grid, millis: number): Grid {
  return { ...grid, start: grid.start - millis / 1000, end: grid.end - millis / 1000 };
}

function matrixOf(answer: unknown): readonly MatrixSeries[] {
  const data = dataOf<{ resultType?: string; result?: readonly MatrixSeries[] }>(answer);
  return data?.resultType === "matrix" ? (data.result ?? []) : [];
}

function hasValues(series: Partial<MatrixSeries>): boolean {
  return series.values !== undefined;
}

/**
 * While the window moves, what was answered before stays on the screen; the answer to another expression would be a lie.
 * Every query about metrics that has an expression has it in the third place of its key.
 */
export function whileSame(expr: string) {
  return <T>(shown: T | undefined, of: { readonly queryKey: readonly unknown[] } | undefined): T | undefined =>
    of?.queryKey[2] === expr ? shown : undefined;
}

export function instantQuery(expr: string, atMillis: number) {
  return queryOptions({
    queryKey: ["metric", "instant", expr, atMillis],
    queryFn: async ({ signal }) =>
      instantOf(await getQuery({ query: { query: expr, time: String(atMillis / 1000) }, signal })),
    placeholderData: whileSame(expr),
  });
}

export function exemplarsQuery(expr: string, { from, to }: TimeWindow) {
  return queryOptions({
    queryKey: ["metric", "exemplars", expr, from, to],
    queryFn: async ({ signal }) => {
      const query = { query: expr, start: String(from / 1000), end: String(to / 1000) };
      return exemplarsOf(await getQueryExemplars({ query, signal }));
    },
    placeholderData: whileSame(expr),
  });
}

export function explainQuery(expr: string, { from, to }: TimeWindow, width: number) {
  return queryOptions({
    queryKey: ["metric", "explain", expr, from, to, width],
    queryFn: ({ signal }) => {
      const { query, start, end, step } = parametersOf(expr, gridOf(from, to, width));
      return getQueriesExplain({ query: { query, start, end, step }, signal });
    },
    retry: false,
    placeholderData: whileSame(expr),
  });
}

/** New metrics appear seldom; what one is does not change. */
export const metadataQuery = queryOptions({
  queryKey: ["metric", "metadata"],
  queryFn: async ({ signal }) => metadataOf(await getMetadata({ signal })),
  staleTime: 60_000,
});

export const metricNamesQuery = queryOptions({
  queryKey: ["metric", "names"],
  queryFn: async ({ signal }) =>
    dataOf<string[]>(await getLabelByNameValues({ path: { name: "__name__" }, signal })) ?? [],
  staleTime: 60_000,
});

/** What the expression's own text tells of its unit; an expression that is no expression has none. */
export function syntaxQuery(expr: string) {
  return queryOptions({
    queryKey: ["metric", "syntax", expr],
    queryFn: async ({ signal }) => dataOf<SyntaxNode>(await getParseQuery({ query: { query: expr }, signal })) ?? null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

export async function fetchFormatted(expr: string): Promise<string> {
  return dataOf<string>(await getFormatQuery({ query: { query: expr } })) ?? expr;
}

export { unitOf };
