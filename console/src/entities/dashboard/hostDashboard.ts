import { queryOptions } from "@tanstack/react-query";
import { type ConfigurationItem, getQuery } from "../../shared/api";
import { instantOf, type Labels } from "../metric/answers";
import { literally } from "./variables";

/** A dashboard, and what its variables are set to. */
export interface DashboardPlace {
  readonly to: string;
  readonly search: Record<string, string>;
}

/** One of each, and only of what has been told within a day: a server that is down just now has its dashboard all the same. */
const OWN = "system_cpu_utilization_ratio";
const NODE_EXPORTER = "node_uname_info";
const WITHIN = "1d";

/** Which dashboard shows that server: that of our own metrics, or of node_exporter's where there are only those. */
export function hostDashboardQuery(ci: Pick<ConfigurationItem, "name" | "attributes">) {
  const expr = hostExpression(ci);
  return queryOptions({
    queryKey: ["host_dashboard", expr],
    queryFn: async ({ signal }) => {
      const { rows } = instantOf(await getQuery({ query: { query: expr }, signal }));
      return hostDashboardOf(
        ci.name,
        rows.map(({ metric }) => metric),
      );
    },
    staleTime: 60_000,
  });
}

/** A node_exporter tells the machine's own name; failing that, its address may begin with it. */
export function hostExpression({ name, attributes }: Pick<ConfigurationItem, "name" | "attributes">): string {
  const full = typeof attributes.fqdn === "string" ? attributes.fqdn : name;
  const names = [...new Set([name, full, shortOf(name), shortOf(full)])].filter(Boolean).map(literally).join("|");
  const selectors = [
    `${OWN}{instance=${JSON.stringify(name)}}`,
    `${NODE_EXPORTER}{nodename=~"${names}"}`,
    `${NODE_EXPORTER}{instance=~"(${names})(:[0-9]+)?"}`,
  ];
  const known = selectors.map((selector) => `last_over_time(${selector}[${WITHIN}])`).join(" or ");
  return `group by (__name__, job, instance) (${known})`;
}

/** Where nothing is known, that of our own metrics says so. */
export function hostDashboardOf(name: string, series: readonly Labels[]): DashboardPlace {
  const own = series.some(({ __name__ }) => __name__ === OWN);
  const exported = series.find(({ __name__ }) => __name__ === NODE_EXPORTER);
  if (own || exported === undefined) return { to: "/dashboards/host", search: { "var-instance": name } };
  const { job = "", instance = "" } = exported;
  return { to: "/dashboards/node-exporter", search: { "var-job": job, "var-instance": instance } };
}

/** An address has no short name. */
function shortOf(name: string): string {
  return /^[\d.]+$/.test(name) ? name : (name.split(".")[0] ?? name);
}
