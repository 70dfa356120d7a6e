import { SERIES_MAX } from "../../shared/chart";
import type { Reading } from "./useReadings";

/** A part of the sum of all. */
export interface Part extends Reading {
  /** 0 to 1. */
  readonly share: number;
  /** The rest of many, in one. */
  readonly isRest: boolean;
}

/** Each reading as its part of their sum; beyond as many as colours can tell apart, the rest as one. What is below nothing is no part. */
export function partsOf(readings: readonly Reading[]): Part[] {
  const positive = readings.filter(({ value }) => value > 0 && Number.isFinite(value));
  const sum = sumOf(positive);
  const shown = positive.length <= SERIES_MAX ? positive : positive.slice(0, SERIES_MAX - 1);
  const rest = positive.slice(shown.length);
  const parts = shown.map((one) => ({ ...one, share: one.value / sum, isRest: false }));
  if (rest.length === 0) return parts;
  const value = sumOf(rest);
  return [...parts, { name: `${rest.length} others`, value, share: value / sum, isRest: true }];
}

function sumOf(readings: readonly Reading[]): number {
  return readings.reduce((sum, { value }) => sum + value, 0);
}
