import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { CiLink, cisQuery, Telemetry, telemetryOf } from "../../entities/ci";
import { incidentsQuery } from "../../entities/incident";
import { useCan } from "../../entities/session";
import type { ConfigurationItem } from "../../shared/api";
import { type Mark, useZoom } from "../../shared/chart";
import { useTimeWindow } from "../../shared/time";
import { Card, Empty, QueryState, stateOf } from "../../shared/ui";
import classes from "./overview.module.css";

/** Of more hosts only the worst are drawn here; the inventory has them all. */
const HOSTS_MAX = 2;
const CHARTS = new Set(["cpu", "memory", "file-systems", "network"]);
const INCIDENTS_MAX = 50;

/** The key curves of the hosts that are worst off; with one host, of that. */
export function HostCharts() {
  const query = useQuery(cisQuery("class:server lifecycle:in_service", "health,name", HOSTS_MAX));
  const marks = useIncidentMarks();
  return (
    <QueryState query={query} rows={6}>
      {({ items }) =>
        items.length === 0 ? (
          <Card title="Hosts">
            <Empty kind="not-set-up" title="No host is known yet">
              The machine that Binnacle runs on appears here by itself.
            </Empty>
          </Card>
        ) : (
          items.map((host) => <Host key={host.id} host={host} marks={marks} />)
        )
      }
    </QueryState>
  );
}

function Host({ host, marks }: { readonly host: ConfigurationItem; readonly marks: readonly Mark[] }) {
  const zoom = useZoom();
  const charts = telemetryOf(host).filter(({ id }) => CHARTS.has(id));
  return (
    <section aria-label={host.name}>
      <h2 className={classes.host}>
        <CiLink id={host.id} name={host.name} health={host.health} />
      </h2>
      <Telemetry charts={charts} zoom={zoom} marks={marks} height={130} />
    </section>
  );
}

/** When incidents began in the time range. */
function useIncidentMarks(): readonly Mark[] {
  const may = useCan("incident:read");
  const { from, to } = useTimeWindow(60_000);
  const query = useQuery({ ...incidentsQuery("", "-openedAt", INCIDENTS_MAX), enabled: may });
  return useMemo(
    () =>
      (query.data?.items ?? [])
        .filter(({ openedAt }) => Date.parse(openedAt) >= from && Date.parse(openedAt) <= to + 60_000)
        .map(({ openedAt, number, severity }) => ({
          at: Date.parse(openedAt),
          label: number,
          state: stateOf(severity),
        })),
    [query.data, from, to],
  );
}
