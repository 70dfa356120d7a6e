import { queryOptions } from "@tanstack/react-query";
import { getDiscoveryRuns, getDiscoverySources, liveOn } from "../../shared/api";

export const discoverySourcesQuery = queryOptions({
  queryKey: ["discovery-sources"],
  queryFn: ({ signal }) => getDiscoverySources({ signal }),
  meta: liveOn("discovery"),
});

export const discoveryRunsQuery = queryOptions({
  queryKey: ["discovery-runs"],
  queryFn: ({ signal }) => getDiscoveryRuns({ query: { sort: "-startedAt", limit: 50 }, signal }),
  meta: liveOn("discovery"),
});
