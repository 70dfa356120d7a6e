import type { QueryClient } from "@tanstack/react-query";

/** What the server's live stream speaks about; a query names the topics that change its answer. */
export type Topic =
  | "alert"
  | "incident"
  | "dashboard"
  | "ci"
  | "drift"
  | "service"
  | "discovery"
  | "channel"
  | "delivery"
  | "user"
  | "token"
  | "audit"
  | "rule"
  | "system";

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: { topics?: readonly Topic[] };
  }
}

/** The `meta` of a query that is fetched again when one of the topics changes. */
export function liveOn(...topics: Topic[]): { topics: readonly Topic[] } {
  return { topics };
}

/** Asks again for everything that the topics touch; what no page shows is only marked stale. */
export function refreshTopics(queries: QueryClient, topics: ReadonlySet<string>): void {
  void queries.invalidateQueries({
    predicate: (query) => query.meta?.topics?.some((topic) => topics.has(topic)) ?? false,
  });
}

/** Asks again for every live query: after a gap in the stream nothing is known. */
export function refreshAllLive(queries: QueryClient): void {
  void queries.invalidateQueries({ predicate: (query) => query.meta?.topics !== undefined });
}
