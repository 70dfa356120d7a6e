import { type ActiveAlert, activeLook } from "../../entities/alert";
import { formatNumber } from "../../shared/format/units";
import { Timestamp } from "../../shared/time";
import { StateWord } from "../../shared/ui";
import classes from "./RulesTab.module.css";

const SHOWN_MAX = 20;

/** The alerts that a rule has now: what they are about, since when, with what value. */
export function ActiveAlerts({ alerts }: { readonly alerts: readonly ActiveAlert[] }) {
  return (
    <ul className={classes.alerts}>
      {alerts.slice(0, SHOWN_MAX).map((alert) => (
        <li key={JSON.stringify(alert.labels)}>
          <StateWord {...activeLook(alert)} />
          <Timestamp at={alert.activeAt} />
          <span className="numeric">{formatNumber(Number(alert.value))}</span>
          <span className={classes.labels}>{labelsOf(alert)}</span>
        </li>
      ))}
      {alerts.length > SHOWN_MAX && <li className="muted">and {alerts.length - SHOWN_MAX} more; the inbox has all</li>}
    </ul>
  );
}

/** The rule's name stands above. */
function labelsOf({ labels }: ActiveAlert): string {
  return Object.entries(labels)
    .filter(([name]) => name !== "alertname")
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}
