import type { ImpactAnswer, ImpactItem, ServiceTree } from "../../shared/api";
import { type StateName, stateOf } from "../../shared/ui";

/** An item of the map, with all that it depends on. */
export interface MapItem {
  readonly id: string;
  readonly name: string;
  readonly ciClass: string;
  readonly state: StateName;
  /** Why it is so, in one sentence; empty when it is well. */
  readonly why: string;
}

/** What is known of a part of the estate: items, and of each what it needs directly. */
export interface MapEstate {
  readonly items: ReadonlyMap<string, MapItem>;
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether there is more than was looked at. */
  readonly truncated: boolean;
}

/** Puts the trees of several services, and what breaks with an item, together: what two of them share is there once. */
export function estateOf(trees: readonly ServiceTree[], impact: ImpactAnswer | undefined): MapEstate {
  const items = new Map<string, MapItem>();
  const needs = new Map<string, Set<string>>();
  const need = (from: string, to: string) => {
    const known = needs.get(from) ?? new Set();
    needs.set(from, known.add(to));
  };
  for (const { parts } of trees) {
    for (const { item, health, explanation, dependsOn } of parts) {
      items.set(item.id, itemOf(item, stateOf(health), explanation ?? ""));
      for (const { id } of dependsOn) {
        need(item.id, id);
      }
    }
  }
  for (const { path } of impact?.items ?? []) {
    let before = impact?.of[0]?.id;
    for (const { item } of path) {
      if (!items.has(item.id)) {
        items.set(item.id, itemOf(item, stateOf(item.health), ""));
      }
      if (before !== undefined) {
        need(item.id, before);
      }
      before = item.id;
    }
  }
  const truncated =
    trees.some((tree) => tree.truncated || tree.count > tree.parts.length) || (impact?.truncated ?? false);
  return { items, needs, truncated };
}

function itemOf({ id, name, ciClass }: ImpactItem, state: StateName, why: string): MapItem {
  return { id, name, ciClass, state, why };
}

/** Whether an item stands in the way of what needs it. */
export function isIll({ state }: Pick<MapItem, "state">): boolean {
  return state === "critical" || state === "major" || state === "warning";
}

/** Failure comes along a line when its end is in serious trouble and its beginning is not well either. */
export function isFailing(from: Pick<MapItem, "state">, to: Pick<MapItem, "state">): boolean {
  return (to.state === "critical" || to.state === "major") && isIll(from);
}

/** Why it is so, without the word for how it is: the shape beside it says that. */
export function shortWhy({ why }: Pick<MapItem, "why">): string {
  return why.replace(/^(down|degraded): /, "");
}
