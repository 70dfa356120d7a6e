import type uPlot from "uplot";
import type { ValueAxis } from "./axis";
import { type HeatMap, strengthOf } from "./heatMap";

/** What is rare must still be seen on the ground. */
const FAINTEST = 0.14;
const TICKS_MAX = 7;

/** How opaque a count is painted; nothing is not painted. */
export function opacityOf(count: number, max: number): number {
  const strength = strengthOf(count, max);
  return strength === 0 ? 0 : FAINTEST + (1 - FAINTEST) * strength;
}

/** The rows as an axis: each is as high as the other, named by its bounds; rows that are series by themselves. */
export function rowAxis({ rows }: HeatMap, format: (bound: number) => string): ValueAxis {
  const series = rows[0]?.name !== undefined;
  const every = Math.max(1, Math.ceil(rows.length / TICKS_MAX));
  const count = series ? rows.length : rows.length + 1;
  const places = Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every + (series ? 0.5 : 0));
  return {
    min: 0,
    max: Math.max(1, rows.length),
    ticks: places,
    unit: "",
    factor: 1,
    format: (place) => {
      const row = rows[Math.floor(place)];
      if (series) return shortened(row?.name ?? "");
      return boundText(row ? row.low : (rows.at(-1)?.high ?? 0), format);
    },
  };
}

function boundText(bound: number, format: (bound: number) => string): string {
  if (Number.isFinite(bound)) return format(bound);
  return bound > 0 ? "\u221e" : "";
}

function shortened(name: string): string {
  return name.length > 20 ? `${name.slice(0, 19)}\u2026` : name;
}

/** Paints each cell around its time, so that the cursor, which goes to the nearest time, is on the cell that it tells of. */
export function paintCells(plot: uPlot, { times, step, rows, max }: HeatMap, color: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = color;
  const edges = times.map(
    (time) => [plot.valToPos(time - step / 2, "x", true), plot.valToPos(time + step / 2, "x", true)] as const,
  );
  const gap = Math.max(1, Math.round(devicePixelRatio));
  for (const [index, { counts }] of rows.entries()) {
    const top = Math.round(plot.valToPos(index + 1, "y", true));
    const height = Math.round(plot.valToPos(index, "y", true)) - top;
    for (const [at, [left, right]] of edges.entries()) {
      const opacity = opacityOf(counts[at] ?? 0, max);
      if (opacity === 0) continue;
      ctx.globalAlpha = opacity;
      const width = Math.round(right) - Math.round(left);
      ctx.fillRect(
        Math.round(left),
        top,
        Math.max(1, width - (width > 4 ? gap : 0)),
        Math.max(1, height - (height > 4 ? gap : 0)),
      );
    }
  }
  ctx.restore();
}
