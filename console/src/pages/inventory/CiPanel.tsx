import { useQuery } from "@tanstack/react-query";
import { AlertMark, alertsQuery, OPEN_ALERTS } from "../../entities/alert";
import { attributeText, ciClassesQuery, ciQuery, telemetryOf } from "../../entities/ci";
import { useCan } from "../../entities/session";
import type { Attribute, ConfigurationItem } from "../../shared/api";
import { QueryChart, useZoom } from "../../shared/chart";
import { PanelFacts, PanelHead, PanelSection } from "../../shared/table";
import { Timestamp } from "../../shared/time";
import { ButtonLink, QueryState, StateMark, stateOf } from "../../shared/ui";
import classes from "./inventory.module.css";

const ATTRIBUTES_MAX = 10;
const ALERTS_MAX = 10;

/** An item beside the list: how it is, what it is, its first curve. */
export function CiPanel({ id }: { readonly id: string }) {
  const query = useQuery(ciQuery(id));
  return (
    <QueryState query={query} rows={8}>
      {(ci) => <CiDetails ci={ci} />}
    </QueryState>
  );
}

function CiDetails({ ci }: { readonly ci: ConfigurationItem }) {
  const zoom = useZoom();
  const ciClasses = useQuery(ciClassesQuery);
  const ciClass = ciClasses.data?.items.find((summary) => summary.ciClass.name === ci.ciClass)?.ciClass;
  const [chart] = telemetryOf(ci);
  const known = (ciClass?.attributes ?? []).filter(({ name }) => ci.attributes[name] !== undefined);
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
      <PanelSection title="Facts">
        <PanelFacts
          facts={[
            ...known.slice(0, ATTRIBUTES_MAX).map((attribute) => factOf(attribute, ci)),
            ["First seen", <Timestamp key="first" at={ci.firstSeen} show="both" />],
            ["Last seen", <Timestamp key="last" at={ci.lastSeen} />],
          ]}
        />
      </PanelSection>
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
