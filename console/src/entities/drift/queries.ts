import { queryOptions } from "@tanstack/react-query";
import {
  type Drift,
  getCisByIdDrift,
  getDrift,
  getDriftSums,
  getIntents,
  getIntentsBySourceImports,
  liveOn,
} from "../../shared/api";
import type { ListSource } from "../../shared/table";

export const driftSource: ListSource<Drift> = {
  name: "drift",
  topics: ["drift"],
  fetchPage: (request, signal) => getDrift({ query: request, signal }),
  idOf: (drift) => drift.id,
};

/** One drift; null when it is none any more. */
export const driftQuery = (id: string) =>
  queryOptions({
    queryKey: ["drift", id],
    queryFn: async ({ signal }) => (await getDrift({ query: { q: `id:${id}`, limit: 1 }, signal })).items[0] ?? null,
    meta: liveOn("drift"),
  });

export const ciDriftQuery = (id: string) =>
  queryOptions({
    queryKey: ["ci", id, "drift"],
    queryFn: ({ signal }) => getCisByIdDrift({ path: { id }, signal }),
    meta: liveOn("drift"),
  });

export const driftSumsQuery = queryOptions({
  queryKey: ["drift-sums"],
  queryFn: ({ signal }) => getDriftSums({ signal }),
  meta: liveOn("drift"),
});

export const intentsQuery = queryOptions({
  queryKey: ["intents"],
  queryFn: ({ signal }) => getIntents({ signal }),
  meta: liveOn("drift"),
});

export const intentImportsQuery = (source: string) =>
  queryOptions({
    queryKey: ["intents", source, "imports"],
    queryFn: ({ signal }) => getIntentsBySourceImports({ path: { source }, signal }),
    meta: liveOn("drift"),
  });
