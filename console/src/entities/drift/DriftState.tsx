import type { Drift } from "../../shared/api";
import { Timestamp } from "../../shared/time";

/** Open, or what was decided and by whom. */
export function DriftState({ drift: { state, decision } }: { readonly drift: Drift }) {
  if (state === "open" || !decision) return "open";
  return (
    <span title={decision.reason}>
      {state === "accepted" ? `accepted by ${decision.decidedBy}` : `ignored by ${decision.decidedBy} until `}
      {decision.until && <Timestamp at={decision.until} show="time" />}
    </span>
  );
}
