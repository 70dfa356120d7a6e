import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CiLink, ciClassesQuery, ciQuery, ciRelationsQuery } from "../../entities/ci";
import type { ConfigurationItem, Incident } from "../../shared/api";
import { Card, QueryState, STATE_WORDS, StateMark, stateOf } from "../../shared/ui";
import { affectedBy } from "./impact";
import classes from "./incident.module.css";

/** The item and what is related to it, unhealthy first, healthy folded. */
export function ImpactCard({ incident }: { readonly incident: Incident }) {
  const id = incident.ciId ?? "";
  const ci = useQuery({ ...ciQuery(id), enabled: id !== "" });
  const relations = useQuery({ ...ciRelationsQuery(id), enabled: id !== "" });
  if (id === "") {
    return (
      <Card title="Impact">
        <p className="muted">The incident is about no item, so that nothing is known of what it touches.</p>
      </Card>
    );
  }
  return (
    <Card title="Impact" about="The item and what depends on it" flush>
      <QueryState query={ci} rows={1}>
        {(item) => (
          <ul className={classes.impact}>
            <ImpactRow item={item} how={item.healthReason ?? STATE_WORDS[stateOf(item.health)]} />
          </ul>
        )}
      </QueryState>
      <QueryState query={relations} rows={3}>
        {({ items }) => (
          <ul className={classes.impact}>
            <Dependents affected={affectedBy(items)} />
          </ul>
        )}
      </QueryState>
    </Card>
  );
}

function Dependents({ affected }: { readonly affected: ReturnType<typeof affectedBy> }) {
  const [open, setOpen] = useState(false);
  const unhealthy = affected.filter(({ item }) => item.health !== "ok");
  const healthy = affected.length - unhealthy.length;
  const shown = open ? affected : unhealthy;
  return (
    <>
      {shown.map(({ item, how }) => (
        <ImpactRow key={item.id} item={item} how={item.healthReason ?? how} />
      ))}
      {healthy > 0 && (
        <li className={classes.healthy}>
          <StateMark state="ok" />
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open
              ? "Fold the healthy ones"
              : healthy === 1
                ? "1 healthy item depends on it"
                : `${healthy} healthy items depend on it`}
          </button>
        </li>
      )}
      {affected.length === 0 && <li className={classes.healthy}>Nothing is known to depend on it.</li>}
    </>
  );
}

function ImpactRow({ item, how }: { readonly item: ConfigurationItem; readonly how: string }) {
  const classesQuery = useQuery(ciClassesQuery);
  const label = classesQuery.data?.items.find(({ ciClass }) => ciClass.name === item.ciClass)?.ciClass.label;
  const state = stateOf(item.health);
  return (
    <li className={classes.affected}>
      <StateMark state={state} label={STATE_WORDS[state]} />
      <div>
        <strong>
          <CiLink id={item.id} name={item.name} />
        </strong>
        <p className="muted small">{how}</p>
      </div>
      <span className="muted small">{label ?? item.ciClass}</span>
    </li>
  );
}
