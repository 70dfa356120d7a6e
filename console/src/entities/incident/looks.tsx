import { Link } from "@tanstack/react-router";
import type { Incident, IncidentStatus } from "../../shared/api";
import { StateBadge, StatePill, stateOf } from "../../shared/ui";

const STATUS_WORDS: Readonly<Record<IncidentStatus, string>> = {
  open: "Open",
  acknowledged: "Acknowledged",
  mitigated: "Mitigated",
  resolved: "Resolved",
};

export function statusWord(status: IncidentStatus): string {
  return STATUS_WORDS[status];
}

/** Severity while it lasts; what is over is shown as over, whatever it was. */
export function IncidentPill({ incident }: { readonly incident: Pick<Incident, "severity" | "status"> }) {
  return incident.status === "resolved" ? (
    <StatePill state="ok" word="Resolved" />
  ) : (
    <StatePill state={stateOf(incident.severity)} />
  );
}

export function IncidentBadge({ incident }: { readonly incident: Pick<Incident, "severity" | "status"> }) {
  return incident.status === "resolved" ? (
    <StateBadge state="ok" word="Resolved" />
  ) : (
    <StateBadge state={stateOf(incident.severity)} />
  );
}

export function IncidentLink({ number }: { readonly number: string }) {
  return (
    <Link to={`/incidents/${number}`} className="mono">
      {number}
    </Link>
  );
}

/** `2 of 3 firing`, `all 3 resolved`, `no alert`. */
export function alertsWords(incident: Pick<Incident, "alertsFiring" | "alertsTotal">): string {
  const { alertsFiring, alertsTotal } = incident;
  if (alertsTotal === 0) {
    return "no alert";
  }
  return alertsFiring === 0 ? `none of ${alertsTotal} firing` : `${alertsFiring} of ${alertsTotal} firing`;
}
