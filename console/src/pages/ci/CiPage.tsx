import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useMemo } from "react";
import { alertsQuery, OPEN_ALERTS } from "../../entities/alert";
import { ciClassesQuery, ciQuery, ciRelationsQuery, telemetryOf } from "../../entities/ci";
import { useCan } from "../../entities/session";
import type { ConfigurationItem } from "../../shared/api";
import { useZoom } from "../../shared/chart";
import { FullPage, Loading, PageHeader, QueryState, type TabLink, TabLinks } from "../../shared/ui";
import { useSetCrumb } from "../../shared/ui/crumb";
import { AlertsTab } from "./AlertsTab";
import { CiHead } from "./CiHead";
import { Overview } from "./Overview";
import { aboutItem, worstHealth } from "./parts";
import { TelemetryTab } from "./TelemetryTab";

// Each of them is a page of its own, and few visits open more than one.
const DriftTab = lazy(() => import("./DriftTab"));
const HistoryTab = lazy(() => import("./HistoryTab"));
const ImpactTab = lazy(() => import("./ImpactTab"));
const RelationsTab = lazy(() => import("./RelationsTab"));
const SourcesTab = lazy(() => import("./SourcesTab"));

/** One configuration item: how it is, what it consists of, what it is connected to, and how it came to be so. */
export default function CiPage() {
  const { id = "", tab } = useParams({ strict: false }) as { id?: string; tab?: string };
  const query = useQuery(ciQuery(id));
  useSetCrumb(query.data?.name);
  if (query.data) {
    return <CiView ci={query.data} tab={tab ?? "overview"} />;
  }
  return (
    <>
      <PageHeader title="Item" />
      <QueryState query={query} rows={10}>
        {() => null}
      </QueryState>
    </>
  );
}

const ALERTS_MAX = 200;

function CiView({ ci, tab }: { readonly ci: ConfigurationItem; readonly tab: string }) {
  const ciClasses = useQuery(ciClassesQuery);
  const relations = useQuery(ciRelationsQuery(ci.id));
  const mayAlerts = useCan("alert:read");
  const about = aboutItem(ci, relations.data?.items);
  const openAlerts = useQuery({
    ...alertsQuery(`${OPEN_ALERTS} ${about}`, "state,severity,-startedAt", ALERTS_MAX),
    enabled: mayAlerts && relations.data !== undefined,
  });
  const zoom = useZoom();
  const charts = telemetryOf(ci);
  const allClasses = useMemo(() => (ciClasses.data?.items ?? []).map((summary) => summary.ciClass), [ciClasses.data]);
  const ciClass = allClasses.find(({ name }) => name === ci.ciClass);
  const tabs: readonly (TabLink & { id: string })[] = [
    { id: "overview", to: `/ci/${ci.id}`, label: "Overview" },
    ...(mayAlerts ? [{ id: "alerts", to: `/ci/${ci.id}/alerts`, label: "Alerts", count: openAlerts.data?.total }] : []),
    ...(charts.length > 0 ? [{ id: "telemetry", to: `/ci/${ci.id}/telemetry`, label: "Telemetry" }] : []),
    { id: "relations", to: `/ci/${ci.id}/relations`, label: "Relations", count: relations.data?.items.length },
    { id: "impact", to: `/ci/${ci.id}/impact`, label: "Impact" },
    { id: "sources", to: `/ci/${ci.id}/sources`, label: "Sources" },
    { id: "drift", to: `/ci/${ci.id}/drift`, label: "Drift" },
    { id: "history", to: `/ci/${ci.id}/history`, label: "History" },
  ];
  const current = tabs.find((candidate) => candidate.id === tab) ?? tabs[0];
  return (
    <FullPage>
      <CiHead ci={ci} ciClass={ciClass} health={worstHealth(ci, relations.data?.items ?? [])}>
        <TabLinks label="Item" tabs={tabs} current={current?.to ?? ""} />
      </CiHead>
      {current?.id === "overview" && (
        <Overview
          ci={ci}
          ciClasses={ciClasses.data?.items}
          relations={relations}
          alerts={openAlerts}
          charts={charts}
          zoom={zoom}
        />
      )}
      {current?.id === "alerts" && <AlertsTab about={about} />}
      {current?.id === "telemetry" && <TelemetryTab ci={ci} charts={charts} zoom={zoom} />}
      <Suspense fallback={<Loading rows={8} />}>
        {current?.id === "relations" && <RelationsTab ci={ci} relations={relations} classes={allClasses} />}
        {current?.id === "impact" && <ImpactTab ci={ci} classes={allClasses} />}
        {current?.id === "sources" && <SourcesTab ci={ci} ciClass={ciClass} />}
        {current?.id === "drift" && <DriftTab ci={ci} />}
        {current?.id === "history" && <HistoryTab ci={ci} ciClass={ciClass} ciClasses={ciClasses.data?.items} />}
      </Suspense>
    </FullPage>
  );
}
