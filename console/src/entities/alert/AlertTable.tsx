import { Link } from "@tanstack/react-router";
import type { Alert } from "../../shared/api";
import { formatValue } from "../../shared/format/units";
import { Timestamp } from "../../shared/time";
import { AlertPill } from "./AlertMark";
import { AlertOn } from "./AlertOn";
import classes from "./AlertTable.module.css";

/** A few alerts inside a card, in the order in which they come. */
export function AlertTable({ alerts }: { readonly alerts: readonly Alert[] }) {
  return (
    <div className={classes.holder}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Alert</th>
            <th scope="col" className={classes.medium}>
              On
            </th>
            <th scope="col" className={classes.number}>
              Value
            </th>
            <th scope="col" className={classes.number}>
              Since
            </th>
          </tr>
        </thead>
        <tbody>
          {alerts.map((alert) => (
            <tr key={alert.id}>
              <td>
                <AlertPill alert={alert} />
              </td>
              <td>
                <Link to="/alerts" search={{ view: "all", sel: alert.id } as never} className="strong">
                  {alert.title}
                </Link>
                <p className="muted small">{alert.reason}</p>
              </td>
              <td className={classes.medium}>
                <AlertOn alert={alert} />
              </td>
              <td className={classes.number}>{alert.valueText ?? formatValue(alert.value)}</td>
              <td className={classes.number}>
                <Timestamp at={alert.startedAt} show="time" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
