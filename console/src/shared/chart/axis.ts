import { scaleFor } from "../format/units";

export interface ValueAxis {
  readonly min: number;
  readonly max: number;
  /** Where the grid lines stand, in raw values. */
  readonly ticks: readonly number[];
  /** The unit for the title, after scaling: `GiB` where the samples are bytes. */
  readonly unit: string;
  /** What a raw value is divided by. */
  readonly factor: number;
  readonly format: (value: number) => string;
}

/** The steps people count in; bytes are scaled before, so that a tick is a round number of the unit that is shown. */
const ROUND = [1, 2, 2.5, 5, 10];

/** An axis from 0 (or below, where values are negative) to a round number above the highest value and limit. */
export function valueAxis(values: Iterable<number>, unit: string | undefined, ticksMax: number): ValueAxis {
  let low = 0;
  let high = 0;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low === 0 && high === 0) {
    high = emptyTop(unit);
  }
  // Less than a percent is nothing to magnify.
  if (isRatio(unit)) {
    high = Math.max(high, 0.01);
  }
  const scale = scaleFor(unit, Math.max(-low, high));
  const step = roundUp((high - low) / scale.factor / Math.max(1, ticksMax - 1));
  const first = Math.floor(low / scale.factor / step);
  const last = Math.ceil(high / scale.factor / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step * scale.factor);
  const decimals = decimalsOf(step);
  return {
    min: first * step * scale.factor,
    max: last * step * scale.factor,
    ticks,
    unit: scale.label,
    factor: scale.factor,
    format: (value) =>
      (value / scale.factor)
        .toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
        .replace("-", "−"),
  };
}

/** An axis without any value still has a sensible top. */
function emptyTop(unit: string | undefined): number {
  return isRatio(unit) || unit === "s" ? 1 : 10;
}

function isRatio(unit: string | undefined): boolean {
  return unit === "1" || unit === "ratio";
}

function roundUp(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return (ROUND.find((round) => round * power >= step * 0.999_999) ?? 10) * power;
}

function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 6; decimals++) {
    const shifted = step * 10 ** decimals;
    if (Math.abs(shifted - Math.round(shifted)) < 1e-6) {
      return decimals;
    }
  }
  return 6;
}
