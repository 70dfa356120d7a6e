/** The severities that a channel can ask for, as words for a person. */
export const MIN_SEVERITIES = [
  { value: "critical", label: "Critical only" },
  { value: "major", label: "Major and worse" },
  { value: "warning", label: "Warning and worse" },
  { value: "info", label: "Everything" },
] as const;

export type MinSeverity = (typeof MIN_SEVERITIES)[number]["value"];

export function minSeverityLabel(severity: string): string {
  return MIN_SEVERITIES.find((candidate) => candidate.value === severity)?.label ?? severity;
}
