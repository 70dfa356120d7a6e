import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { AlertOn, AlertPill, alertsQuery, OPEN_ALERTS, subjectOf } from "../../entities/alert";
import { CiLink } from "../../entities/ci";
import { alertsWords, IncidentPill, incidentsQuery, OPEN_INCIDENTS, statusWord } from "../../entities/incident";
import { useCan } from "../../entities/session";
import type { Alert, Incident } from "../../shared/api";
import { useHeld } from "../../shared/table/useHeld";
import { Timestamp } from "../../shared/time";
import { Card, Empty, NoPermission, QueryState } from "../../shared/ui";
import classes from "./overview.module.css";

const SHOWN_MAX = 50;

/** Open incidents, then the alerts that belong to none, the worst first. It keeps still while the pointer is over it. */
export function BrokenCard({ checked }: { readonly checked: string | undefined }) {
  const mayIncidents = useCan("incident:read");
  const mayAlerts = useCan("alert:read");
  const incidents = useQuery({
    ...incidentsQuery(OPEN_INCIDENTS, "severity,status,-openedAt", SHOWN_MAX),
    enabled: mayIncidents,
  });
  const alerts = useQuery({
    ...alertsQuery(OPEN_ALERTS, "state,severity,-startedAt", SHOWN_MAX),
    enabled: mayAlerts,
  });
  const loose = alerts.data?.items.filter((alert) => !alert.incidentNumber);
  const { held, ...hold } = useHeld({ incidents: incidents.data?.items, alerts: loose });
  const count = (incidents.data?.total ?? 0) + (loose?.length ?? 0);
  if (!mayIncidents && !mayAlerts) {
    return (
      <Card title="What is broken">
        <NoPermission permission="incident:read" />
      </Card>
    );
  }
  const answered = (!mayIncidents || incidents.data) && (!mayAlerts || alerts.data);
  return (
    <div {...hold}>
      <Card title="What is broken" about={count > 0 ? `${count} open, the worst first` : undefined} flush>
        {answered && count === 0 ? (
          <AllGood checked={checked} />
        ) : (
          <>
            {mayIncidents && (
              <QueryState query={incidents} rows={3}>
                {() => (
                  <ul className={classes.rows}>
                    {held.incidents?.map((incident) => (
                      <IncidentRow key={incident.number} incident={incident} />
                    ))}
                  </ul>
                )}
              </QueryState>
            )}
            {mayAlerts && (
              <QueryState query={alerts} rows={2}>
                {() => (
                  <ul className={classes.rows}>
                    {held.alerts?.map((alert) => (
                      <AlertRow key={alert.id} alert={alert} />
                    ))}
                  </ul>
                )}
              </QueryState>
            )}
          </>
        )}
      </Card>
    </div>
  );
}

function AllGood({ checked }: { readonly checked: string | undefined }) {
  if (checked === undefined) {
    return (
      <Empty kind="not-set-up" title="Nothing has been checked yet">
        The first check comes a few seconds after the start.
      </Empty>
    );
  }
  return (
    <Empty kind="all-good" title="Nothing is broken">
      No incident and no alert is open. Checked <Timestamp at={checked} />.
    </Empty>
  );
}

function IncidentRow({ incident }: { readonly incident: Incident }) {
  return (
    <li className={classes.row}>
      <IncidentPill incident={incident} />
      <div className={classes.words}>
        <Link to={`/incidents/${incident.number}`} className={classes.title}>
          {incident.title}
        </Link>
        <p className={classes.about}>
          <span className="mono">{incident.number}</span> · {statusWord(incident.status)}
          {incident.owner ? ` by ${incident.owner}` : ", nobody has it"} · {alertsWords(incident)}
          {incident.ciId && (
            <>
              {" · on "}
              <CiLink id={incident.ciId} name={incident.ciName ?? incident.ciId} />
            </>
          )}
        </p>
      </div>
      <Timestamp at={incident.openedAt} />
    </li>
  );
}

function AlertRow({ alert }: { readonly alert: Alert }) {
  return (
    <li className={classes.row}>
      <AlertPill alert={alert} />
      <div className={classes.words}>
        <Link to="/alerts" search={{ sel: alert.id } as never} className={classes.title}>
          {alert.title}
        </Link>
        <p className={classes.about}>
          {alert.reason}
          {(alert.ciId || subjectOf(alert)) && (
            <>
              {" · on "}
              <AlertOn alert={alert} />
            </>
          )}
        </p>
      </div>
      <Timestamp at={alert.startedAt} />
    </li>
  );
}
