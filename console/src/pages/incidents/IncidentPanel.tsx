import { useQuery } from "@tanstack/react-query";
import { ActivityList } from "../../entities/activity";
import { AlertMark } from "../../entities/alert";
import { CiLink } from "../../entities/ci";
import {
  alertsWords,
  IncidentPill,
  incidentAlertsQuery,
  incidentQuery,
  incidentTimelineQuery,
  statusWord,
} from "../../entities/incident";
import { useAcknowledgeIncident } from "../../features/acknowledge-incident/useAcknowledgeIncident";
import { type Incident, messageOf } from "../../shared/api";
import { CommandButton, useCommands } from "../../shared/command";
import { NO_VALUE } from "../../shared/format/units";
import { PanelFacts, PanelHead, PanelSection } from "../../shared/table";
import { Timestamp } from "../../shared/time";
import { ButtonLink, QueryState, StateMark, stateOf } from "../../shared/ui";
import classes from "./IncidentPanel.module.css";

/** An incident beside the list: what it is about, its alerts, the latest of its time line. */
export function IncidentPanel({ number }: { readonly number: string }) {
  const query = useQuery(incidentQuery(number));
  return (
    <QueryState query={query} rows={8}>
      {(incident) => <IncidentDetails incident={incident} />}
    </QueryState>
  );
}

const LATEST = 6;

function IncidentDetails({ incident }: { readonly incident: Incident }) {
  const acknowledge = useAcknowledgeIncident(incident);
  useCommands([acknowledge.command]);
  const alerts = useQuery(incidentAlertsQuery(incident.number));
  const timeline = useQuery(incidentTimelineQuery(incident.number));
  const state = incident.status === "resolved" ? "ok" : stateOf(incident.severity);
  return (
    <>
      <PanelHead
        mark={<StateMark state={state} size={18} />}
        title={incident.title}
        about={`${incident.number} · ${statusWord(incident.status)} · ${alertsWords(incident)}`}
      />
      <PanelSection title="Facts">
        <PanelFacts
          facts={[
            ["Severity", <IncidentPill key="severity" incident={incident} />],
            ["Owner", incident.owner ?? "nobody"],
            [
              "On",
              incident.ciId ? <CiLink key="on" id={incident.ciId} name={incident.ciName ?? incident.ciId} /> : NO_VALUE,
            ],
            ["Opened", <Timestamp key="opened" at={incident.openedAt} show="both" />],
          ]}
        />
      </PanelSection>
      <PanelSection title="Alerts">
        <QueryState query={alerts} rows={2}>
          {({ items }) => (
            <ul className={classes.alerts}>
              {items.map((alert) => (
                <li key={alert.id}>
                  <AlertMark alert={alert} />
                  <div>
                    {alert.title}
                    <p className="muted small">{alert.reason}</p>
                  </div>
                </li>
              ))}
              {items.length === 0 && <li className="muted">Opened by hand, without an alert</li>}
            </ul>
          )}
        </QueryState>
      </PanelSection>
      <PanelSection title="Latest activity">
        <div className={classes.activity}>
          <QueryState query={timeline} rows={3}>
            {({ items }) => <ActivityList activities={[...items].reverse().slice(0, LATEST)} />}
          </QueryState>
        </div>
      </PanelSection>
      <div className={classes.foot}>
        <ButtonLink to={`/incidents/${incident.number}`} variant="filled">
          Open page
        </ButtonLink>
        <CommandButton id={acknowledge.command.id} />
        {acknowledge.error !== null && <span role="alert">{messageOf(acknowledge.error)}</span>}
      </div>
    </>
  );
}
