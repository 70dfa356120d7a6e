import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import {
  AlertChart,
  AlertMark,
  AlertOn,
  AlertPill,
  alertHistoryQuery,
  alertQuery,
  rulesQuery,
} from "../../entities/alert";
import { IncidentLink } from "../../entities/incident";
import type { Alert, Rule } from "../../shared/api";
import { useZoom } from "../../shared/chart";
import { NO_VALUE } from "../../shared/format/units";
import { PanelFacts, PanelHead, PanelSection } from "../../shared/table";
import { Timestamp } from "../../shared/time";
import { ButtonLink, QueryState } from "../../shared/ui";
import classes from "./AlertPanel.module.css";

/** An alert beside the list: why, what to do, its curve, and everything that happened to it. */
export function AlertPanel({ id }: { readonly id: string }) {
  const query = useQuery(alertQuery(id));
  return (
    <QueryState query={query} rows={8}>
      {(alert) => <AlertDetails alert={alert} />}
    </QueryState>
  );
}

function AlertDetails({ alert }: { readonly alert: Alert }) {
  const zoom = useZoom();
  const rules = useQuery(rulesQuery);
  const rule = rules.data?.items.find((candidate) => candidate.rule.id === alert.ruleId)?.rule;
  return (
    <>
      <PanelHead mark={<AlertMark alert={alert} size={18} />} title={alert.title} about={alert.description} />
      <div className={classes.why} data-state={alert.state === "firing" ? alert.severity : alert.state}>
        {alert.reason}
      </div>
      <PanelSection title="Facts">
        <PanelFacts facts={factsOf(alert)} />
      </PanelSection>
      {rule && <RuleText rule={rule} />}
      <PanelSection title="What the rule sees">
        <AlertChart alert={alert} zoom={zoom} height={140} />
      </PanelSection>
      <Transitions id={alert.id} />
      <PanelSection title="Labels">
        <p className={classes.labels}>
          {Object.entries(alert.labels).map(([name, value]) => (
            <code key={name}>
              {name}={value}
            </code>
          ))}
        </p>
      </PanelSection>
      {alert.incidentNumber && (
        <div className={classes.foot}>
          <ButtonLink to={`/incidents/${alert.incidentNumber}`} variant="filled">
            Open {alert.incidentNumber}
          </ButtonLink>
        </div>
      )}
    </>
  );
}

function factsOf(alert: Alert): readonly (readonly [string, ReactNode])[] {
  return [
    ["State", <AlertPill key="state" alert={alert} />],
    ["Value", alert.valueText ?? NO_VALUE],
    ["On", <AlertOn key="on" alert={alert} />],
    ["Since", <Timestamp key="since" at={alert.startedAt} show="both" />],
    ["Incident", alert.incidentNumber ? <IncidentLink key="incident" number={alert.incidentNumber} /> : "none"],
    alert.resolvedAt
      ? ["Resolved", <Timestamp key="resolved" at={alert.resolvedAt} show="both" />]
      : ["Checked", <Timestamp key="checked" at={alert.lastEvaluatedAt} />],
  ];
}

function RuleText({ rule }: { readonly rule: Rule }) {
  return (
    <>
      {rule.why !== "" && (
        <PanelSection title="Why it matters">
          <p>{rule.why}</p>
        </PanelSection>
      )}
      {rule.whatToDo !== "" && (
        <PanelSection title="What to do">
          <p className={classes.steps}>{rule.whatToDo}</p>
        </PanelSection>
      )}
    </>
  );
}

function Transitions({ id }: { readonly id: string }) {
  const query = useQuery(alertHistoryQuery(id));
  return (
    <PanelSection title="What happened">
      <QueryState query={query} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">It has not fired yet.</p>
          ) : (
            <ol className={classes.changes}>
              {[...items].reverse().map((change) => (
                <li key={change.id}>
                  <Timestamp at={change.at} show="time" />
                  <div>
                    <AlertPill alert={{ state: change.to, severity: change.severity }} />
                    <p className="muted">{change.reason}</p>
                  </div>
                </li>
              ))}
            </ol>
          )
        }
      </QueryState>
    </PanelSection>
  );
}
