import { withBuiltIns } from "./builtIns";
import { resolutionFor } from "./points";

/**
 * The step of a range query. A step finer than the picture wastes work, a coarser one hides spikes: about one
 * point every 3 CSS pixels reads as a line and still shows a single sample. Steps are round, so that the same samples
 * are asked for again while the window moves, and never finer than the collection interval.
 */

const PIXELS_A_POINT = 3;
const COLLECTION_SECONDS = 10;
const ROUND_SECONDS = [10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];

export interface Grid {
  /** Seconds since the epoch; both ends are multiples of the step, unless the grid is that of the latest. */
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

export function stepFor(spanMillis: number, widthPixels: number): number {
  const points = Math.max(20, Math.floor(widthPixels / PIXELS_A_POINT));
  const finest = Math.max(COLLECTION_SECONDS, spanMillis / 1000 / points);
  const round = ROUND_SECONDS.find((seconds) => seconds >= finest);
  return round ?? Math.ceil(finest / 86_400) * 86_400;
}

export function gridOf(fromMillis: number, toMillis: number, widthPixels: number): Grid {
  const step = stepFor(toMillis - fromMillis, widthPixels);
  const start = Math.ceil(fromMillis / 1000 / step) * step;
  const end = Math.floor(toMillis / 1000 / step) * step;
  return { start, end: Math.max(start, end), step };
}

/** A grid that ends with the last collection instead of the last whole step: for the figure that holds now. */
export function latestGridOf(fromMillis: number, toMillis: number, widthPixels: number): Grid {
  const step = stepFor(toMillis - fromMillis, widthPixels);
  const end = Math.floor(toMillis / 1000 / COLLECTION_SECONDS) * COLLECTION_SECONDS;
  const steps = Math.max(0, Math.floor((end - fromMillis / 1000) / step));
  return { start: end - steps * step, end, step };
}

/** What a query over that grid sends. */
export function parametersOf(expression: string, grid: Grid) {
  return {
    query: withBuiltIns(expression, { step: grid.step, range: grid.end - grid.start }),
    start: String(grid.start),
    end: String(grid.end),
    step: String(grid.step),
    resolution: resolutionFor(grid.step),
  };
}
