import { useQuery } from "@tanstack/react-query";
import { IncidentLink, IncidentPill, incidentsQuery, statusWord } from "../../entities/incident";
import type { Incident } from "../../shared/api";
import { Timestamp } from "../../shared/time";
import { Card, Empty, PageBody, QueryState } from "../../shared/ui";
import { ImpactCard } from "./ImpactCard";
import classes from "./incident.module.css";

const EARLIER_MAX = 50;

/** What the incident touches, and the incidents that the same item had. */
export function RelatedTab({ incident }: { readonly incident: Incident }) {
  const query = useQuery(incidentsQuery(`ciId:${incident.ciId}`, "-openedAt", EARLIER_MAX));
  return (
    <PageBody aside={<ImpactCard incident={incident} />}>
      <Card title="Other incidents of this item" about="Newest first" flush>
        <QueryState query={query} rows={3}>
          {({ items }) => <OtherIncidents incidents={items.filter(({ number }) => number !== incident.number)} />}
        </QueryState>
      </Card>
    </PageBody>
  );
}

function OtherIncidents({ incidents }: { readonly incidents: readonly Incident[] }) {
  if (incidents.length === 0) {
    return (
      <Empty kind="all-good" title="None">
        It is the first one that is known.
      </Empty>
    );
  }
  return (
    <ul>
      {incidents.map((other) => (
        <li key={other.number} className={classes.other}>
          <IncidentPill incident={other} />
          <IncidentLink number={other.number} />
          <span className={classes.grow}>{other.title}</span>
          <span className="muted">{statusWord(other.status)}</span>
          <Timestamp at={other.openedAt} show="time" />
        </li>
      ))}
    </ul>
  );
}
