import type { Grid } from "./step";

/** One line of a chart; `null` is a gap and is drawn as one. */
export interface ChartSeries {
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** The same series in the period that it is compared with, moved to these times; drawn dashed in the same colour. */
  readonly before?: readonly (number | null)[];
}

export interface ChartData {
  /** Seconds since the epoch, ascending. */
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
}

/** A series as `/api/v1/query_range` answers it. */
export interface MatrixSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [number, string])[];
}

/**
 * What becomes of the series beyond the limit: a sum of amounts, the worst of utilisations, never their average. Where
 * nothing is known of them, only the highest are drawn.
 */
export type Folding = "sum" | "worst" | "highest";

/** Eight colours can be told apart by everybody; the ninth line and all after it share one in grey. */
export const SERIES_MAX = 8;

/**
 * Lays the samples on the grid; a grid point without a sample is a gap. Series of native histograms alone come without
 * values and make no line.
 */
export function onGrid(
  matrix: readonly (Pick<MatrixSeries, "metric"> & Partial<MatrixSeries>)[],
  grid: Grid,
  labelOf: (metric: MatrixSeries["metric"]) => string,
): ChartData {
  const points = Math.floor((grid.end - grid.start) / grid.step) + 1;
  const times = Array.from({ length: points }, (_, index) => grid.start + index * grid.step);
  const series = matrix.flatMap(({ metric, values }) => {
    if (values === undefined) return [];
    const row = new Array<number | null>(points).fill(null);
    for (const [time, text] of values) {
      const index = Math.round((time - grid.start) / grid.step);
      const value = Number(text);
      if (index >= 0 && index < points && Number.isFinite(value)) {
        row[index] = value;
      }
    }
    return [{ label: labelOf(metric), values: row }];
  });
  return { times, series };
}

/** What stands in place of a chart without lines. */
export function nothingWords(hasSeries: boolean): string {
  return hasSeries ? "Only infinities or NaN in this time range, which have no line" : "No data in this time range";
}

/** The series with the highest peaks, highest first, then the rest as one "other". */
export function foldOthers(data: ChartData, folding: Folding, max = SERIES_MAX): ChartData {
  if (data.series.length <= max) {
    return data;
  }
  const ranked = [...data.series].sort((a, b) => peakOf(b) - peakOf(a) || a.label.localeCompare(b.label));
  if (folding === "highest") {
    return { times: data.times, series: ranked.slice(0, max) };
  }
  const rest = ranked.slice(max);
  const word = folding === "sum" ? `${rest.length} others` : `worst of ${rest.length} others`;
  const values = data.times.map((_, index) => combine(rest, index, folding));
  return { times: data.times, series: [...ranked.slice(0, max), { label: word, values }] };
}

/** The last value that is known, and where it is. */
export function lastOf(series: ChartSeries): { value: number; index: number } | undefined {
  for (let index = series.values.length - 1; index >= 0; index--) {
    const value = series.values[index];
    if (value !== null && value !== undefined) {
      return { value, index };
    }
  }
  return undefined;
}

export function isEmpty(data: ChartData): boolean {
  return data.series.every((series) => lastOf(series) === undefined);
}

function peakOf(series: ChartSeries): number {
  return series.values.reduce<number>((peak, value) => (value === null ? peak : Math.max(peak, Math.abs(value))), -1);
}

function combine(rest: readonly ChartSeries[], index: number, folding: Folding): number | null {
  let result: number | null = null;
  for (const series of rest) {
    const value = series.values[index] ?? null;
    if (value !== null) {
      result = result === null ? value : folding === "sum" ? result + value : Math.max(result, value);
    }
  }
  return result;
}
