import { labelOf } from "./labels";
import type { MatrixSeries } from "./series";
import type { Grid } from "./step";

/** A native histogram as `/api/v1/query_range` answers it: of each bucket which of its bounds belong to it, the bounds, the count. */
export interface HistogramSample {
  readonly buckets?: readonly (readonly [number, string, string, string])[];
}

/** A series whose samples are numbers, native histograms, or both. */
export interface HistogramMatrix {
  readonly metric: MatrixSeries["metric"];
  readonly values?: MatrixSeries["values"];
  readonly histograms?: readonly (readonly [number, HistogramSample])[];
}

/** What one query answered, and the template of its series' names. */
export interface HeatPart {
  readonly legend: string;
  readonly matrix: readonly HistogramMatrix[];
}

/** One row: a bucket by its bounds, or a series by its name. */
export interface HeatRow {
  readonly low: number;
  readonly high: number;
  /** Of a series that is no bucket. */
  readonly name?: string;
  /** At each time; null where nothing is known of any bucket. */
  readonly counts: readonly (number | null)[];
}

export interface HeatMap {
  /** Seconds since the epoch, a step apart. */
  readonly times: readonly number[];
  readonly step: number;
  /** The lowest first. */
  readonly rows: readonly HeatRow[];
  readonly max: number;
}

interface Bucket {
  /** The place in the grid. */
  readonly at: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Thinner rows than some four pixels cannot be told apart. */
const ROWS_MAX = 48;

/**
 * Counts by bucket and time: of classic histograms, whose buckets (`le`) hold those below them, and of native ones; buckets
 * of several series are added up. Series that are neither stand as rows of their own.
 */
export function heatMapOf(parts: readonly HeatPart[], grid: Grid): HeatMap {
  const points = Math.floor((grid.end - grid.start) / grid.step) + 1;
  const times = Array.from({ length: points }, (_, index) => grid.start + index * grid.step);
  const buckets = parts.flatMap(({ matrix }) => [...classic(matrix, grid, points), ...native(matrix, grid, points)]);
  const rows = buckets.length > 0 ? bucketRows(buckets, points) : named(parts, grid, points);
  const max = rows.reduce((most, { counts }) => counts.reduce<number>((m, one) => Math.max(m, one ?? 0), most), 0);
  return { times, step: grid.step, rows, max };
}

export function isHeatEmpty({ rows }: HeatMap): boolean {
  return rows.every(({ counts }) => counts.every((count) => count === null));
}

/** A bound as `le` and native histograms have it. */
function boundOf(text: string): number {
  return text === "+Inf" ? Number.POSITIVE_INFINITY : text === "-Inf" ? Number.NEGATIVE_INFINITY : Number(text);
}

function placeOf(time: number, { start, step }: Grid, points: number): number | undefined {
  const at = Math.round((time - start) / step);
  return at >= 0 && at < points ? at : undefined;
}

function classic(matrix: readonly HistogramMatrix[], grid: Grid, points: number): Bucket[] {
  const histograms = new Map<string, { high: number; values: Map<number, number> }[]>();
  for (const { metric, values = [] } of matrix) {
    const { le, ...rest } = metric;
    if (le === undefined || Number.isNaN(boundOf(le))) continue;
    const key = JSON.stringify(Object.entries(rest).sort());
    const known = new Map(values.flatMap(([time, text]) => valueAt(time, text, grid, points)));
    histograms.set(key, [...(histograms.get(key) ?? []), { high: boundOf(le), values: known }]);
  }
  return [...histograms.values()].flatMap((cumulated) => apart(cumulated, points));
}

function valueAt(time: number, text: string, grid: Grid, points: number): [number, number][] {
  const at = placeOf(time, grid, points);
  const value = Number(text);
  return at === undefined || !Number.isFinite(value) ? [] : [[at, value]];
}

/** What a bucket has more than the one below it; never less than nothing, whatever the rate made of resets. */
function apart(cumulated: { high: number; values: Map<number, number> }[], points: number): Bucket[] {
  const rising = [...cumulated].sort((a, b) => a.high - b.high);
  const buckets: Bucket[] = [];
  for (let at = 0; at < points; at++) {
    let low = Number.NEGATIVE_INFINITY;
    let below = 0;
    for (const { high, values } of rising) {
      const value = values.get(at);
      if (value !== undefined) {
        buckets.push({ at, low, high, count: Math.max(0, value - below) });
        below = Math.max(below, value);
      }
      low = high;
    }
  }
  return buckets;
}

function native(matrix: readonly HistogramMatrix[], grid: Grid, points: number): Bucket[] {
  return matrix.flatMap(({ histograms = [] }) =>
    histograms.flatMap(([time, { buckets = [] }]) => {
      const at = placeOf(time, grid, points);
      if (at === undefined) return [];
      return buckets.map(([, low, high, count]) => ({
        at,
        low: boundOf(low),
        high: boundOf(high),
        count: Math.max(0, Number(count)),
      }));
    }),
  );
}

/** Rows between all bounds that there are; a bucket counts where it ends. */
function bucketRows(buckets: readonly Bucket[], points: number): HeatRow[] {
  const bounds = thinned([...new Set(buckets.flatMap(({ low, high }) => [low, high]))].sort((a, b) => a - b));
  const known = new Set(buckets.map(({ at }) => at));
  const counts = bounds
    .slice(1)
    .map(() => Array.from({ length: points }, (_, at): number | null => (known.has(at) ? 0 : null)));
  const rowOf = new Map<number, number>();
  for (const { at, high, count } of buckets) {
    let row = rowOf.get(high);
    if (row === undefined) {
      row = bounds.findIndex((bound) => bound >= high) - 1;
      rowOf.set(high, row);
    }
    const line = counts[row];
    if (line) line[at] = (line[at] ?? 0) + count;
  }
  const rows = counts.map((line, index) => ({
    low: bounds[index] as number,
    high: bounds[index + 1] as number,
    counts: line,
  }));
  return withoutEmptyEnds(rows);
}

/** Nothing is ever above the highest bound of most histograms, and a row for it would only take room. */
function withoutEmptyEnds(rows: readonly HeatRow[]): HeatRow[] {
  const filled = rows.map(({ counts }) => counts.some((count) => (count ?? 0) > 0));
  const first = filled.indexOf(true);
  return first < 0 ? [...rows] : rows.slice(first, filled.lastIndexOf(true) + 1);
}

/** Every other bound, as often as it takes; the ends stay. */
function thinned(bounds: readonly number[]): readonly number[] {
  if (bounds.length - 1 <= ROWS_MAX) return bounds;
  return thinned(bounds.filter((_, index) => index === 0 || (bounds.length - 1 - index) % 2 === 0));
}

function named(parts: readonly HeatPart[], grid: Grid, points: number): HeatRow[] {
  const rows = parts.flatMap(({ legend, matrix }) =>
    matrix.map(({ metric, values = [] }) => {
      const counts = new Array<number | null>(points).fill(null);
      for (const [at, value] of values.flatMap(([time, text]) => valueAt(time, text, grid, points))) counts[at] = value;
      return { name: labelOf(legend, metric), counts };
    }),
  );
  return rows
    .sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }))
    .map((row, index) => ({ ...row, low: index, high: index + 1 }));
}

/** How strong the colour of a count is, 0 to 1. The root keeps what is rare in sight beside what is frequent. */
export function strengthOf(count: number, max: number): number {
  return max <= 0 || count <= 0 ? 0 : Math.sqrt(Math.min(count / max, 1));
}

/** The bucket in words, its bounds formatted by the caller. */
export function wordsOf({ low, high, name }: HeatRow, format: (bound: number) => string): string {
  if (name !== undefined) return name;
  if (low === Number.NEGATIVE_INFINITY) return `up to ${format(high)}`;
  return high === Number.POSITIVE_INFINITY ? `over ${format(low)}` : `${format(low)} to ${format(high)}`;
}

/** One sentence that says what the picture shows, for those who cannot see it. */
export function summariseHeat(
  title: string,
  { times, rows, max }: HeatMap,
  format: (bound: number) => string,
  count: (value: number) => string,
  clock: (seconds: number) => string,
): string {
  const [first, last] = [times[0], times.at(-1)];
  const fullest = rows.find(({ counts }) => counts.includes(max));
  if (first === undefined || last === undefined || fullest === undefined || max === 0) {
    return `${title}: nothing in any bucket in this time range.`;
  }
  const at = times[fullest.counts.indexOf(max)] ?? last;
  const sums = rows.map(({ counts }) => counts.reduce<number>((sum, one) => sum + (one ?? 0), 0));
  const usual = rows[sums.indexOf(Math.max(...sums))] ?? fullest;
  return (
    `${title} from ${clock(first)} to ${clock(last)}: most in ${wordsOf(usual, format)}; ` +
    `at once most at ${clock(at)}: ${count(max)} in ${wordsOf(fullest, format)}; ` +
    `from ${wordsOf(rows[0] as HeatRow, format)} to ${wordsOf(rows.at(-1) as HeatRow, format)}.`
  );
}
