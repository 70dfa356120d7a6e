import type { ServiceInterval } from "../../shared/api";
import type { ServiceStateName } from "./format";

/** A piece of a strip, in percent of its length. */
export interface Segment {
  readonly state: ServiceStateName;
  readonly start: number;
  readonly width: number;
  readonly why: string | null;
}

/** The strip from one instant to another; what no interval covers is unknown. */
export function segmentsOf(intervals: readonly ServiceInterval[], from: number, to: number): readonly Segment[] {
  const length = to - from;
  if (length <= 0) return [];
  const segments: Segment[] = [];
  let at = from;
  const add = (state: ServiceStateName, end: number, why: string | null) => {
    if (end > at)
      segments.push({ state, start: (100 * (at - from)) / length, width: (100 * (end - at)) / length, why });
    at = Math.max(at, end);
  };
  for (const interval of intervals) {
    add("unknown", Math.min(Date.parse(interval.from), to), null);
    add(interval.state, Math.min(interval.to ? Date.parse(interval.to) : to, to), interval.why ?? null);
  }
  add("unknown", to, null);
  return segments;
}
