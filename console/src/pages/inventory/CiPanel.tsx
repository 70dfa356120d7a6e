import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { AlertMark, alertsQuery, OPEN_ALERTS } from "../../entities/alert";
import {
  asOfSearch,
  attributeText,
  ciClassQuery,
  ciQuery,
  type EstateTime,
  pastCiQuery,
  telemetryOf,
} from "../../entities/ci";
import { useCan } from "../../entities/session";
import type { Attribute, CiClass, ConfigurationItem } from "../../shared/api";
import { QueryChart, useZoom } from "../../shared/chart";
import { PanelFacts, PanelHead, PanelSection } from "../../shared/table";
import { Timestamp } from "../../shared/time";
import { ButtonLink, QueryState, StateMark, stateOf } from "../../shared/ui";
import classes from "./inventory.module.css";

const ATTRIBUTES_MAX = 10;
const ALERTS_MAX = 10;

interface CiPanelProps {
  readonly id: string;
  readonly time: EstateTime;
}

/** An item beside the list: how it is, what it is, its first curve. Of the past only what it was. */
export function CiPanel({ id, time }: CiPanelProps) {
  const past = time.at !== "";
  const now = useQuery({ ...ciQuery(id), enabled: !past });
  const then = useQuery({ ...pastCiQuery(id, time.at, time.known), enabled: past });
  return (
    <QueryState query={past ? then : now} rows={8}>
      {(ci) => (past ? <PastDetails ci={ci} time={time} /> : <CiDetails ci={ci} />)}
    </QueryState>
  );
}

/** A class that has no items any more is known all the same. */
function useClassOf(ci: ConfigurationItem) {
  return useQuery(ciClassQuery(ci.ciClass)).data?.ciClass;
}

function PastDetails({ ci, time }: { readonly ci: ConfigurationItem; readonly time: EstateTime }) {
  const ciClass = useClassOf(ci);
  return (
    <>
      <PanelHead
        mark={<StateMark state="unknown" size={18} />}
        title={ci.name}
        about={`${ciClass?.label ?? ci.ciClass} · ${ci.lifecycle.replace("_", " ")}`}
      />
      <Facts ci={ci} ciClass={ciClass}>
        {[
          ["First seen", <Timestamp key="first" at={ci.firstSeen} show="both" />],
          ["Like this since", <Timestamp key="since" at={ci.lastSeen} show="both" />],
        ]}
      </Facts>
      <div className={classes.foot}>
        <ButtonLink to={`/ci/${ci.id}/history`} search={asOfSearch(time)} variant="filled">
          Open page
        </ButtonLink>
      </div>
    </>
  );
}

interface FactsProps {
  readonly ci: ConfigurationItem;
  readonly ciClass: CiClass | undefined;
  /** When it was so. */
  readonly children: readonly (readonly [string, ReactNode])[];
}

function Facts({ ci, ciClass, children }: FactsProps) {
  const known = (ciClass?.attributes ?? []).filter(({ name }) => ci.attributes[name] !== undefined);
  return (
    <PanelSection title="Facts">
      <PanelFacts facts={[...known.slice(0, ATTRIBUTES_MAX).map((attribute) => factOf(attribute, ci)), ...children]} />
    </PanelSection>
  );
}

function CiDetails({ ci }: { readonly ci: ConfigurationItem }) {
  const zoom = useZoom();
  const ciClass = useClassOf(ci);
  const [chart] = telemetryOf(ci);
  return (
    <>
      <PanelHead
        mark={<StateMark state={stateOf(ci.health)} size={18} />}
        title={ci.name}
        about={`${ciClass?.label ?? ci.ciClass} · ${ci.lifecycle.replace("_", " ")}`}
      />
      {ci.health !== "ok" && (
        <div className={classes.why} style={{ background: `var(--${stateOf(ci.health)}-soft)` }}>
          {ci.healthReason ?? "An alert is open on it."}
        </div>
      )}
      <OpenAlerts ci={ci} />
      <Facts ci={ci} ciClass={ciClass}>
        {[
          ["First seen", <Timestamp key="first" at={ci.firstSeen} show="both" />],
          ["Last seen", <Timestamp key="last" at={ci.lastSeen} />],
        ]}
      </Facts>
      {chart && (
        <PanelSection title="Telemetry">
          <QueryChart
            title={chart.title}
            unit={chart.unit}
            queries={chart.queries}
            folding={chart.folding ?? "sum"}
            zoom={zoom}
            height={130}
          />
        </PanelSection>
      )}
      <div className={classes.foot}>
        <ButtonLink to={`/ci/${ci.id}`} variant="filled">
          Open page
        </ButtonLink>
      </div>
    </>
  );
}

function factOf(attribute: Attribute, ci: ConfigurationItem) {
  const value = ci.attributes[attribute.name];
  const shown =
    attribute.type === "time" && typeof value === "string" ? (
      <Timestamp at={value} show="both" />
    ) : (
      <span className={classes.clamp} title={attributeText(attribute, value)}>
        {attributeText(attribute, value)}
      </span>
    );
  return [attribute.label, shown] as const;
}

function OpenAlerts({ ci }: { readonly ci: ConfigurationItem }) {
  const may = useCan("alert:read");
  const query = useQuery({ ...alertsQuery(`${OPEN_ALERTS} ci:${ci.id}`, "state,severity", ALERTS_MAX), enabled: may });
  const items = query.data?.items ?? [];
  if (items.length === 0) {
    return null;
  }
  return (
    <PanelSection title="Open now">
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
      </ul>
    </PanelSection>
  );
}
