import type uPlot from "uplot";
import type { ChartData } from "./series";

/** How lines stand on each other: by their values, or by what each is of their sum. */
export type Stacking = "normal" | "percent";

type Values = readonly (number | null)[];

/** Where the area of each series ends, which is its line, and where it begins. */
export interface Stack {
  readonly edges: ChartData;
  readonly bases: readonly Values[];
}

/** Stands each series on the one before it, negative values below zero; a missing value has no height, no value at all is a gap. */
export function stackOf({ times, series }: ChartData): Stack {
  const above = times.map(() => 0);
  const below = times.map(() => 0);
  const gap = times.map((_, at) => series.every(({ values }) => (values[at] ?? null) === null));
  const stood = series.map(({ label, values }) => {
    const bases: (number | null)[] = [];
    const edges: (number | null)[] = [];
    for (let at = 0; at < times.length; at++) {
      const value = values[at] ?? 0;
      const heap = value < 0 ? below : above;
      const base = heap[at] ?? 0;
      heap[at] = base + value;
      bases.push(gap[at] ? null : base);
      edges.push(gap[at] ? null : base + value);
    }
    return { label, bases, edges };
  });
  return {
    edges: { times, series: stood.map(({ label, edges }) => ({ label, values: edges })) },
    bases: stood.map(({ bases }) => bases),
  };
}

/** Each value as its share of the sum of all amounts at its time; where there is nothing to share, a gap. */
export function sharesOf({ times, series }: ChartData): ChartData {
  const sums = times.map((_, at) => series.reduce((sum, { values }) => sum + Math.abs(values[at] ?? 0), 0));
  const share = (value: number | null | undefined, at: number) => {
    const sum = sums[at] ?? 0;
    return value === null || value === undefined || sum === 0 ? null : value / sum;
  };
  return {
    times,
    series: series.map(({ label, values }) => ({ label, values: times.map((_, at) => share(values[at], at)) })),
  };
}

/** Lets the grid and the lines that cross an area show through. */
const OPACITY = 0.4;

export function drawAreas(plot: uPlot, { edges, bases }: Stack, colorOf: (index: number) => string): void {
  const { ctx, bbox } = plot;
  const xs = edges.times.map((time) => plot.valToPos(time, "x", true));
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.globalAlpha = OPACITY;
  for (const [index, { values }] of edges.series.entries()) {
    ctx.fillStyle = colorOf(index);
    for (const [from, to] of runsOf(values)) {
      ctx.beginPath();
      for (let at = from; at < to; at++) ctx.lineTo(xs[at] ?? 0, plot.valToPos(values[at] ?? 0, "y", true));
      for (let at = to - 1; at >= from; at--)
        ctx.lineTo(xs[at] ?? 0, plot.valToPos(bases[index]?.[at] ?? 0, "y", true));
      ctx.fill();
    }
  }
  ctx.restore();
}

/** Where there are values without a gap: from the first on, up to the one behind the last. */
export function runsOf(values: Values): [number, number][] {
  const runs: [number, number][] = [];
  let from = -1;
  for (let at = 0; at <= values.length; at++) {
    const known = (values[at] ?? null) !== null;
    if (known && from < 0) from = at;
    if (!known && from >= 0) {
      runs.push([from, at]);
      from = -1;
    }
  }
  return runs;
}
