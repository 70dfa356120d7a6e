import type { ServiceSummary } from "../../shared/api";
import { formatNumber, NO_VALUE } from "../../shared/format/units";
import type { StateName } from "../../shared/ui";

export type ServiceStateName = ServiceSummary["state"];

/** Worst first. */
export const SERVICE_STATES: readonly ServiceStateName[] = ["down", "degraded", "unknown", "maintenance", "up"];

export const SERVICE_WORDS: Record<ServiceStateName, string> = {
  down: "Down",
  degraded: "Degraded",
  unknown: "Unknown",
  maintenance: "Maintenance",
  up: "Up",
};

const MARKS: Record<ServiceStateName, StateName> = {
  down: "critical",
  degraded: "warning",
  unknown: "unknown",
  maintenance: "maintenance",
  up: "ok",
};

/** The state's place in the console's one scale: its shape and its colour. */
export function serviceMark(state: ServiceStateName): StateName {
  return MARKS[state];
}

/** A ratio as people read availability: the nines must not be rounded away. */
export function percent(ratio: number | null | undefined): string {
  if (ratio === null || ratio === undefined) return NO_VALUE;
  const value = Math.floor(ratio * 100_000) / 1_000;
  return `${value.toLocaleString("en-GB", { maximumFractionDigits: 3 })} %`;
}

/** How much of a service works; 99.7 % is not all of it. */
export function healthWords(value: number | null | undefined): string {
  return value === null || value === undefined ? NO_VALUE : `${Math.floor(value)} %`;
}

/** A sum with its currency; money keeps its cents only where they matter. */
export function money(value: number | null | undefined, currency: string | null | undefined): string {
  if (value === null || value === undefined) return NO_VALUE;
  return [formatNumber(value), currency ?? ""].join(" ").trim();
}

/** Whether a promise is kept: undefined where none was made or nothing is known. */
export function target(
  ratio: number | null | undefined,
  promised: number | null | undefined,
): "kept" | "broken" | undefined {
  if (ratio === null || ratio === undefined || promised === null || promised === undefined) return undefined;
  return ratio * 100 >= promised ? "kept" : "broken";
}
