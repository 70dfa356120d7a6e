import type uPlot from "uplot";

/** A single observation that is drawn over the lines: an exemplar. */
export interface Dot {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly value: number;
}

const HALF_PIXELS = 4;

/**
 * A diamond for each, with a rim of the ground. An observation need not have the scale of the lines (a request's seconds
 * over requests a second): what lies beyond the axis stands at its edge instead of squeezing the lines.
 */
export function drawDots(plot: uPlot, dots: readonly Dot[], fill: string, ground: string): void {
  const { ctx, bbox } = plot;
  const half = HALF_PIXELS * devicePixelRatio;
  ctx.save();
  ctx.fillStyle = fill;
  ctx.strokeStyle = ground;
  ctx.lineWidth = devicePixelRatio;
  for (const dot of dots) {
    const x = plot.valToPos(dot.at / 1000, "x", true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    const y = within(plot.valToPos(dot.value, "y", true), bbox.top + half, bbox.top + bbox.height - half);
    ctx.beginPath();
    ctx.moveTo(x, y - half);
    ctx.lineTo(x + half, y);
    ctx.lineTo(x, y + half);
    ctx.lineTo(x - half, y);
    ctx.closePath();
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

export function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
