import { queryOptions } from "@tanstack/react-query";
import {
  getIncidents,
  getIncidentsByNumber,
  getIncidentsByNumberAlerts,
  getIncidentsByNumberTimeline,
  type Incident,
  liveOn,
} from "../../shared/api";
import type { ListSource } from "../../shared/table";

export const incidentSource: ListSource<Incident> = {
  name: "incidents",
  topics: ["incident"],
  fetchPage: (request, signal) => getIncidents({ query: request, signal }),
  idOf: (incident) => incident.number,
};

export const incidentQuery = (number: string) =>
  queryOptions({
    queryKey: ["incident", number],
    queryFn: ({ signal }) => getIncidentsByNumber({ path: { number }, signal }),
    meta: liveOn("incident"),
  });

export const incidentTimelineQuery = (number: string) =>
  queryOptions({
    queryKey: ["incident", number, "timeline"],
    queryFn: ({ signal }) => getIncidentsByNumberTimeline({ path: { number }, signal }),
    meta: liveOn("incident", "alert", "delivery"),
  });

export const incidentAlertsQuery = (number: string) =>
  queryOptions({
    queryKey: ["incident", number, "alerts"],
    queryFn: ({ signal }) => getIncidentsByNumberAlerts({ path: { number }, signal }),
    meta: liveOn("incident", "alert"),
  });

/** The incidents that match, in one page: for cards and marks, not for lists. */
export const incidentsQuery = (q: string, sort: string, limit: number) =>
  queryOptions({
    queryKey: ["incidents", q, sort, limit],
    queryFn: ({ signal }) => getIncidents({ query: { q, sort, limit }, signal }),
    meta: liveOn("incident"),
  });

export const OPEN_INCIDENTS = "status:open,acknowledged,mitigated";
