import { queryOptions } from "@tanstack/react-query";
import {
  type BlastRadius,
  type Effect,
  getCisByIdDependencies,
  getCisByIdImpact,
  getCisByIdSinglePoints,
  getCisByIdTree,
  liveOn,
  postImpactWhatIf,
} from "../../shared/api";
import type { StateName } from "../../shared/ui";

/** The estate of which instant: empty for now. */
type Instant = string;

/** An answer about the past is asked for once; what it says does not change any more. */
const kept = (asOf: Instant) => (asOf === "" ? {} : { staleTime: Number.POSITIVE_INFINITY, retry: false });
const question = (asOf: Instant, limit?: number) => ({
  ...(asOf === "" ? {} : { asOf }),
  ...(limit === undefined ? {} : { limit }),
});

/** What breaks if all of these break at once. */
export const impactQuery = (ids: readonly string[], asOf: Instant) => {
  const [id = "", ...others] = ids;
  return queryOptions({
    queryKey: ["impact", ids, asOf],
    queryFn: ({ signal }) =>
      others.length === 0
        ? getCisByIdImpact({ path: { id }, query: question(asOf), signal })
        : postImpactWhatIf({ body: { ids: [...ids], ...question(asOf) }, signal }),
    meta: liveOn("ci"),
    ...kept(asOf),
  });
};

export const dependenciesQuery = (id: string, asOf: Instant) =>
  queryOptions({
    queryKey: ["ci", id, "dependencies", asOf],
    queryFn: ({ signal }) => getCisByIdDependencies({ path: { id }, query: question(asOf), signal }),
    meta: liveOn("ci"),
    ...kept(asOf),
  });

export const singlePointsQuery = (id: string, asOf: Instant) =>
  queryOptions({
    queryKey: ["ci", id, "single-points", asOf],
    queryFn: ({ signal }) => getCisByIdSinglePoints({ path: { id }, query: question(asOf), signal }),
    meta: liveOn("ci"),
    ...kept(asOf),
  });

/** An item with all that it depends on, each part with its health and why. */
export const treeQuery = (id: string, asOf: Instant, limit: number) =>
  queryOptions({
    queryKey: ["ci", id, "tree", asOf, limit],
    queryFn: ({ signal }) => getCisByIdTree({ path: { id }, query: question(asOf, limit), signal }),
    meta: liveOn("ci", "alert"),
    ...kept(asOf),
  });

/** How an effect looks: the state, and the word that is written beside its shape. */
export const EFFECTS: Readonly<Record<Effect, { readonly state: StateName; readonly word: string }>> = {
  down: { state: "critical", word: "Down" },
  degraded: { state: "warning", word: "Degraded" },
};

/** `3 services go down, 1 is degraded`, or that no service is hit. */
export function servicesWords({ servicesDown, servicesDegraded }: BlastRadius): string {
  if (servicesDown + servicesDegraded === 0) {
    return "No service is hit.";
  }
  const down = servicesDown > 0 ? `${counted(servicesDown, "service goes", "services go")} down` : "";
  const degraded =
    servicesDegraded > 0
      ? down === ""
        ? counted(servicesDegraded, "service is degraded", "services are degraded")
        : `${servicesDegraded.toLocaleString("en-GB")} ${servicesDegraded === 1 ? "is" : "are"} degraded`
      : "";
  return `${[down, degraded].filter((part) => part !== "").join(", ")}.`;
}

/** `1 item`, `2 items`. */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}
