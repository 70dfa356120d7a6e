import { queryOptions, useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { impactQuery, treeQuery } from "../../entities/ci";
import { type ConfigurationItem, getCis, liveOn, type ServiceTree } from "../../shared/api";
import { estateOf, type MapEstate } from "./estate";

/** More services than this are not on one map; the worst come first. */
const ROOTS_MAX = 24;
/** Parts of each; a service of more says so. */
const PARTS_MAX = 500;

/** What a map begins with when nothing is asked for: business services, else technical ones, else what runs. */
const BEGINNINGS = ["class:business_service", "class:technical_service", "class:application,server"];

const rootsQuery = (asOf: string) =>
  queryOptions({
    queryKey: ["map", "roots", asOf],
    queryFn: async ({ signal }): Promise<readonly ConfigurationItem[]> => {
      // The past knows no health: the names decide there.
      const time = asOf === "" ? { sort: "health,name" } : { sort: "name", asOf };
      for (const classes of BEGINNINGS) {
        const q = `${classes} -lifecycle:retired`;
        const { items } = await getCis({ query: { q, limit: ROOTS_MAX, ...time }, signal });
        if (items.length > 0) {
          return items;
        }
      }
      return [];
    },
    meta: liveOn("ci"),
    retry: false,
  });

export interface EstateMap {
  /** Undefined until all of it is known. */
  readonly estate: MapEstate | undefined;
  /** What the map begins with, as far as it is not one item alone. */
  readonly roots: readonly ConfigurationItem[];
  readonly error: unknown;
  readonly refetch: () => void;
}

/**
 * What the map shows: the services with all their parts, or one item with what it needs and what needs it.
 *
 * @param focus the item asked for; empty for all services
 * @param at an instant of the past; empty for now
 */
export function useEstateMap(focus: string, at: string): EstateMap {
  const roots = useQuery(rootsQuery(at));
  const ids = focus !== "" ? [focus] : (roots.data ?? []).map(({ id }) => id);
  const trees = useQueries({ queries: ids.map((id) => treeQuery(id, at, PARTS_MAX)), combine: combined });
  const impact = useQuery({ ...impactQuery([focus], at), enabled: focus !== "" });
  const ready = trees.all !== undefined && (focus === "" ? roots.data !== undefined : impact.data !== undefined);
  const estate = useMemo(
    () => (ready && trees.all ? estateOf(trees.all, focus === "" ? undefined : impact.data) : undefined),
    [ready, trees.all, focus, impact.data],
  );
  return {
    estate,
    roots: roots.data ?? [],
    error: focus === "" ? (roots.error ?? trees.error) : (trees.error ?? impact.error),
    refetch: () => {
      void roots.refetch();
      trees.refetch();
      void impact.refetch();
    },
  };
}

interface TreeAnswer {
  readonly data: ServiceTree | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/** All trees once all are there; a map of half of them would say that the others are well. */
function combined(answers: readonly TreeAnswer[]) {
  const trees = answers.flatMap(({ data }) => (data ? [data] : []));
  return {
    all: trees.length === answers.length ? trees : undefined,
    error: answers.find(({ error }) => error)?.error ?? null,
    refetch: () => {
      for (const answer of answers) {
        void answer.refetch();
      }
    },
  };
}
