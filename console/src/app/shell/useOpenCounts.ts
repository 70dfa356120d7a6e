import { useQuery } from "@tanstack/react-query";
import { useCan } from "../../entities/session";
import { getAlertingAlerts, getIncidents, liveOn } from "../../shared/api";

/** How much is open right now: the numbers in the rail. */
export function useOpenCounts(): { alerts: number | undefined; incidents: number | undefined } {
  const alerts = useQuery({
    queryKey: ["open-alerts"],
    queryFn: async ({ signal }) =>
      (await getAlertingAlerts({ query: { q: "state:firing,unknown", limit: 1 }, signal })).total,
    meta: liveOn("alert"),
    enabled: useCan("alert:read"),
  });
  const incidents = useQuery({
    queryKey: ["open-incidents"],
    queryFn: async ({ signal }) =>
      (await getIncidents({ query: { q: "status:open,acknowledged,mitigated", limit: 1 }, signal })).total,
    meta: liveOn("incident"),
    enabled: useCan("incident:read"),
  });
  return { alerts: alerts.data, incidents: incidents.data };
}
