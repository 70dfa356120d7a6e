import type { Alert } from "../../shared/api";
import { StateMark, type StateName, StatePill, stateOf } from "../../shared/ui";

interface AlertLook {
  readonly state: StateName;
  readonly word: string;
}

/** How an alert is shown: by its severity while it fires, else by what its state means. */
export function alertLook(alert: Pick<Alert, "state" | "severity">): AlertLook {
  switch (alert.state) {
    case "firing":
      return { state: stateOf(alert.severity), word: wordOf(alert.severity) };
    case "unknown":
      return { state: "unknown", word: "No data" };
    case "pending":
      return { state: "info", word: "Pending" };
    case "resolved":
      return { state: "ok", word: "Resolved" };
  }
}

export function AlertPill({ alert }: { readonly alert: Pick<Alert, "state" | "severity"> }) {
  return <StatePill {...alertLook(alert)} />;
}

export function AlertMark({
  alert,
  size = 16,
}: {
  readonly alert: Pick<Alert, "state" | "severity">;
  readonly size?: number;
}) {
  const { state, word } = alertLook(alert);
  return <StateMark state={state} size={size} label={word} />;
}

function wordOf(severity: string): string {
  return severity.charAt(0).toUpperCase() + severity.slice(1);
}
