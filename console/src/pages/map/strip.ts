import type { Alert } from "../../shared/api";
import { type StateName, stateOf } from "../../shared/ui";

/** One step of the time strip. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  /** How many items were in each state at the end of the step, each by its worst alert. */
  readonly counts: Readonly<Partial<Record<StateName, number>>>;
}

export const STEPS = 45;
const SHOWN_STATES = ["critical", "major", "warning"] as const;

/**
 * How the items were, step by step, as their alerts tell: an item is as healthy as the worst alert about it.
 *
 * @param isShown whether an item is on the map
 */
export function barsOf(
  alerts: readonly Pick<Alert, "ciId" | "severity" | "startedAt" | "firedAt" | "resolvedAt">[],
  window: { readonly from: number; readonly to: number },
  isShown: (ciId: string) => boolean,
): readonly Bar[] {
  const fired = alerts.flatMap((alert) => {
    const from = Date.parse(alert.firedAt ?? alert.startedAt);
    const to = alert.resolvedAt ? Date.parse(alert.resolvedAt) : Number.POSITIVE_INFINITY;
    return alert.ciId && isShown(alert.ciId) ? [{ ciId: alert.ciId, state: stateOf(alert.severity), from, to }] : [];
  });
  const length = (window.to - window.from) / STEPS;
  return Array.from({ length: STEPS }, (_, step) => {
    const [from, to] = [window.from + step * length, window.from + (step + 1) * length];
    const open = fired.filter((alert) => alert.from <= to && alert.to > from);
    const counts: Partial<Record<StateName, number>> = {};
    const told = new Set<string>();
    for (const state of SHOWN_STATES) {
      const items = new Set(open.filter((alert) => alert.state === state).map(({ ciId }) => ciId));
      const fresh = [...items].filter((id) => !told.has(id));
      for (const id of fresh) {
        told.add(id);
      }
      if (fresh.length > 0) {
        counts[state] = fresh.length;
      }
    }
    return { from, to, counts };
  });
}

export function totalOf({ counts }: Pick<Bar, "counts">): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** The step that an instant lies in, from 0; the last one when it is now or later. */
export function stepOf(at: string, window: { readonly from: number; readonly to: number }): number {
  const millis = at === "" ? window.to : Date.parse(at);
  const share = (millis - window.from) / (window.to - window.from);
  return Math.min(STEPS - 1, Math.max(0, Math.ceil(share * STEPS) - 1));
}

/** The instant at the end of a step; empty, that is now, for the last one of a window that ends now. */
export function instantOf(step: number, window: { readonly from: number; readonly to: number }, live: boolean): string {
  if (live && step >= STEPS - 1) {
    return "";
  }
  const millis = window.from + ((Math.min(step, STEPS - 1) + 1) * (window.to - window.from)) / STEPS;
  return new Date(Math.round(millis)).toISOString();
}
