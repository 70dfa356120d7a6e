import { movedBack, type RangeAnswer, seriesNames, seriesText } from "../../entities/metric";
import { type ChartData, type ChartSeries, nothingWords, onGrid, SERIES_MAX } from "../../shared/chart";
import type { TimeWindow } from "../../shared/time";

/** One query with what is known of its answer. */
export interface Answered {
  readonly letter: string;
  readonly expr: string;
  readonly unit: string | undefined;
  readonly answer: RangeAnswer;
}

/** The lines of all queries of one unit: two units never share an axis. */
export interface ExplorerChart {
  readonly unit: string | undefined;
  readonly title: string;
  readonly letters: readonly string[];
  readonly data: ChartData;
  readonly window: TimeWindow;
  readonly note: string | undefined;
}

const TITLE_CHARS_MAX = 60;

/** The charts of the queries, in the order in which their units come first. */
export function chartsOf(queries: readonly Answered[], compareMillis: number): ExplorerChart[] {
  const byUnit = new Map<string, Answered[]>();
  for (const query of queries) {
    const unit = query.unit ?? "unknown";
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), query]);
  }
  const several = queries.length > 1;
  return [...byUnit.values()].map((group) => chartOf(group, several, compareMillis));
}

function chartOf(group: readonly Answered[], several: boolean, compareMillis: number): ExplorerChart {
  const parts = group.map((query) => linesOf(query, several, compareMillis));
  const data = merged(parts);
  const letters = group.map(({ letter }) => letter);
  const only = group.length === 1 ? group[0] : undefined;
  const title = only ? shortened(only.expr) : letters.join(", ");
  return {
    unit: group[0]?.unit,
    title: several && only ? `${only.letter}: ${title}` : title,
    letters,
    data,
    window: group[0]?.answer.window as TimeWindow,
    note: noteOf(group, data.series.length),
  };
}

function linesOf({ letter, expr, answer }: Answered, several: boolean, compareMillis: number): ChartData {
  const { grid, matrix, before } = answer;
  const names = seriesNames(matrix, expr);
  const lines = onGrid(matrix, grid, seriesText);
  const old = before && onGrid(before, movedBack(grid, compareMillis), seriesText);
  const oldByName = new Map(old?.series.map((series) => [series.label, series.values]));
  return {
    times: lines.times,
    series: lines.series.map(({ label, values }, index): ChartSeries => {
      const past = oldByName.get(label);
      const name = several ? `${letter} ${names[index]}` : (names[index] ?? label);
      return past === undefined ? { label: name, values } : { label: name, values, before: past };
    }),
  };
}

/** Queries that were asked at different moments have different times: a time that one of them lacks is its gap. */
function merged(parts: readonly ChartData[]): ChartData {
  const times = [...new Set(parts.flatMap((part) => part.times))].sort((a, b) => a - b);
  const series = parts.flatMap((part) => {
    const place = new Map(part.times.map((time, index) => [time, index]));
    const onAll = (values: readonly (number | null)[]) => times.map((time) => values[place.get(time) ?? -1] ?? null);
    return part.series.map((line) => ({
      label: line.label,
      values: onAll(line.values),
      ...(line.before ? { before: onAll(line.before) } : {}),
    }));
  });
  return { times, series };
}

function noteOf(group: readonly Answered[], lines: number): string | undefined {
  const histograms = group.reduce((sum, { answer }) => sum + answer.histograms, 0);
  const notes = [
    lines > SERIES_MAX ? `the highest ${SERIES_MAX} of ${lines} series; the table has all` : undefined,
    histograms > 0 ? `${histogramWords(histograms)} no line; the table has all` : undefined,
    group.find(({ answer }) => answer.points !== undefined)?.answer.points,
  ].filter((note) => note !== undefined);
  return notes.length === 0 ? undefined : notes.join("; ");
}

function histogramWords(count: number): string {
  return count === 1 ? "1 native histogram has" : `${count} native histograms have`;
}

/** Why a chart without lines has none. */
export function emptyWords({ letters }: ExplorerChart, queries: readonly Answered[]): string {
  const drawn = queries.filter(({ letter }) => letters.includes(letter));
  if (drawn.some(({ answer }) => answer.histograms > 0)) return "Native histograms only, which have no line";
  return nothingWords(drawn.some(({ answer }) => answer.matrix.length > 0));
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= TITLE_CHARS_MAX ? line : `${line.slice(0, TITLE_CHARS_MAX - 1)}…`;
}
