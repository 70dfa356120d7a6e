import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { alertsQuery } from "../../entities/alert";
import { ciChangesQuery, marksOf } from "../../entities/ci";
import { incidentsQuery } from "../../entities/incident";
import { useCan } from "../../entities/session";
import type { Mark } from "../../shared/chart";
import { useTimeWindow } from "../../shared/time";
import { stateOf } from "../../shared/ui";
import type { MapEstate } from "./estate";
import { type Bar, barsOf } from "./strip";

const ALERTS_MAX = 500;
const CHANGES_MAX = 200;
const INCIDENTS_MAX = 20;
const MARKS_MAX = 6;

/** What happened in the time range to the items of the map. */
export function useHappenings(estate: MapEstate | undefined) {
  const { from, to } = useTimeWindow(60_000);
  const start = new Date(from).toISOString();
  const end = new Date(to).toISOString();
  const mayAlerts = useCan("alert:read");
  const mayIncidents = useCan("incident:read");
  const alerts = useQuery({
    ...alertsQuery(`startedAt<${end}`, "-startedAt", ALERTS_MAX),
    enabled: mayAlerts,
    placeholderData: keepPreviousData,
  });
  const changes = useQuery({
    ...ciChangesQuery(`at>${start} at<${end}`, CHANGES_MAX),
    placeholderData: keepPreviousData,
  });
  const incidents = useQuery({ ...incidentsQuery("", "-openedAt", INCIDENTS_MAX), enabled: mayIncidents });
  const bars: readonly Bar[] = useMemo(
    () => barsOf(alerts.data?.items ?? [], { from, to }, (id) => estate?.items.has(id) ?? false),
    [alerts.data, from, to, estate],
  );
  const ours = useMemo(
    () => (changes.data?.items ?? []).filter(({ ciId }) => estate?.items.has(ciId)),
    [changes.data, estate],
  );
  const marks: readonly Mark[] = useMemo(() => {
    const began = (incidents.data?.items ?? []).flatMap(({ openedAt, number, severity }) => {
      const at = Date.parse(openedAt);
      return at >= from && at <= to ? [{ at, label: number, state: stateOf(severity) }] : [];
    });
    return [...began, ...marksOf(ours, { from, to }, true)].slice(0, MARKS_MAX);
  }, [incidents.data, ours, from, to]);
  const changed: ReadonlySet<string> = useMemo(
    () => new Set(ours.filter(({ kind }) => kind !== "created").map(({ ciId }) => ciId)),
    [ours],
  );
  return { bars, marks, changed };
}
