/** The one scale of states; each has a shape, a word and a colour (see tokens.css). */
export type StateName = "critical" | "major" | "warning" | "ok" | "info" | "maintenance" | "unknown";

export const STATE_WORDS: Record<StateName, string> = {
  critical: "Critical",
  major: "Major",
  warning: "Warning",
  ok: "Healthy",
  info: "Info",
  maintenance: "Maintenance",
  unknown: "No data",
};

/** Worst first: the order of every list of states. */
export const STATES_WORST_FIRST: readonly StateName[] = [
  "critical",
  "major",
  "warning",
  "unknown",
  "maintenance",
  "info",
  "ok",
];

/** A state that the server named; what this console does not know yet is shown as unknown, not hidden. */
export function stateOf(name: string | null | undefined): StateName {
  return name !== null && name !== undefined && name in STATE_WORDS ? (name as StateName) : "unknown";
}
