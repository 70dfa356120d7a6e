import { queryOptions } from "@tanstack/react-query";
import {
  type Alert,
  getAlertingAlerts,
  getAlertingAlertsById,
  getAlertingAlertsByIdHistory,
  getAlertingRules,
  liveOn,
} from "../../shared/api";
import type { ListSource } from "../../shared/table";

export const alertSource: ListSource<Alert> = {
  name: "alerts",
  topics: ["alert"],
  fetchPage: (request, signal) => getAlertingAlerts({ query: request, signal }),
  idOf: (alert) => alert.id,
};

/** The alerts that match, in one page: for cards and marks, not for lists. */
export const alertsQuery = (q: string, sort: string, limit: number) =>
  queryOptions({
    queryKey: ["alerts", q, sort, limit],
    queryFn: ({ signal }) => getAlertingAlerts({ query: { q, sort, limit }, signal }),
    meta: liveOn("alert"),
  });

export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: ["alert", id],
    queryFn: ({ signal }) => getAlertingAlertsById({ path: { id }, signal }),
    meta: liveOn("alert"),
  });

/** Rules tell when they were last evaluated, so that they are asked for again as they are. */
const RULES_MILLIS = 15_000;

export const rulesQuery = queryOptions({
  queryKey: ["rules"],
  queryFn: ({ signal }) => getAlertingRules({ signal }),
  meta: liveOn("alert", "rule"),
  refetchInterval: RULES_MILLIS,
});

export const OPEN_ALERTS = "state:firing,unknown";

export const alertHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: ["alert", id, "history"],
    queryFn: ({ signal }) => getAlertingAlertsByIdHistory({ path: { id }, signal }),
    meta: liveOn("alert"),
  });
