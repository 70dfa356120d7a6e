import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { incidentAlertsQuery, incidentQuery } from "../../entities/incident";
import type { Incident } from "../../shared/api";
import { useZoom } from "../../shared/chart";
import { FullPage, PageHeader, QueryState, type TabLink, TabLinks } from "../../shared/ui";
import { useSetCrumb } from "../../shared/ui/crumb";
import { AlertsTab } from "./AlertsTab";
import { ChangesTab } from "./ChangesTab";
import { IncidentHead } from "./IncidentHead";
import { RelatedTab } from "./RelatedTab";
import { Situation } from "./Situation";
import { TelemetryTab } from "./TelemetryTab";
import { useChangesBefore } from "./useChangesBefore";

/** One incident: what is broken, what changed before it, what to do, and everything that happened. */
export default function IncidentPage() {
  const { number = "", tab } = useParams({ strict: false }) as { number?: string; tab?: string };
  useSetCrumb(number);
  const query = useQuery(incidentQuery(number));
  if (query.data) {
    return <IncidentView incident={query.data} tab={tab ?? "situation"} />;
  }
  return (
    <>
      <PageHeader title={number} />
      <QueryState query={query} rows={10}>
        {() => null}
      </QueryState>
    </>
  );
}

function IncidentView({ incident, tab }: { readonly incident: Incident; readonly tab: string }) {
  const alerts = useQuery(incidentAlertsQuery(incident.number));
  const changes = useChangesBefore(incident);
  const zoom = useZoom();
  const tabs: readonly (TabLink & { id: string })[] = [
    { id: "situation", to: `/incidents/${incident.number}`, label: "Situation" },
    { id: "alerts", to: `/incidents/${incident.number}/alerts`, label: "Alerts", count: alerts.data?.items.length },
    { id: "telemetry", to: `/incidents/${incident.number}/telemetry`, label: "Telemetry" },
    { id: "changes", to: `/incidents/${incident.number}/changes`, label: "Changes", count: changes.data?.length },
    ...(incident.ciId
      ? [{ id: "related", to: `/incidents/${incident.number}/related`, label: "Related" } as const]
      : []),
  ];
  const current = tabs.find((candidate) => candidate.id === tab) ?? tabs[0];
  return (
    <FullPage>
      <IncidentHead incident={incident}>
        <TabLinks label="Incident" tabs={tabs} current={current?.to ?? ""} />
      </IncidentHead>
      {current?.id === "situation" && <Situation incident={incident} alerts={alerts} changes={changes} zoom={zoom} />}
      {current?.id === "alerts" && <AlertsTab alerts={alerts} />}
      {current?.id === "telemetry" && (
        <TelemetryTab incident={incident} alerts={alerts} changes={changes} zoom={zoom} />
      )}
      {current?.id === "changes" && <ChangesTab incident={incident} changes={changes} />}
      {current?.id === "related" && <RelatedTab incident={incident} />}
    </FullPage>
  );
}
