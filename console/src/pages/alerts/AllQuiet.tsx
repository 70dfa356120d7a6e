import { useQuery } from "@tanstack/react-query";
import { lastCheck, rulesQuery } from "../../entities/alert";
import type { SavedView } from "../../shared/table";
import { Timestamp } from "../../shared/time";
import { Empty } from "../../shared/ui";

/** An empty inbox: good news only when rules are being evaluated. */
export function AllQuiet({ view }: { readonly view: SavedView }) {
  const rules = useQuery(rulesQuery);
  const checked = lastCheck(rules.data?.items);
  if (view.id !== "open") {
    return (
      <Empty kind="no-match" title={view.id === "all" ? "No alert so far" : `No alert is ${view.label.toLowerCase()}`}>
        Alerts stand here as soon as a rule finds something.
      </Empty>
    );
  }
  if (rules.data && checked === undefined) {
    return (
      <Empty kind="not-set-up" title="No rule has been evaluated yet">
        Without a rule at work, no alert means nothing.
      </Empty>
    );
  }
  return (
    <Empty kind="all-good" title="Nothing is wrong">
      {checked === undefined ? (
        "Waiting for the first check."
      ) : (
        <>
          {rules.data?.items.length} rules looked <Timestamp at={checked} /> and found nothing.
        </>
      )}
    </Empty>
  );
}
