import type { ConfigurationItem, RelatedItem } from "../../shared/api";
import { STATES_WORST_FIRST, stateOf } from "../../shared/ui";

export interface Affected {
  readonly item: ConfigurationItem;
  /** How it depends: `runs on it`. */
  readonly how: string;
}

/** From the side of what depends. Packages are files on a disk: nothing that runs is hurt through them. */
const DEPENDENCE: Readonly<Record<string, string>> = {
  runs_on: "runs on it",
  part_of: "is part of it",
  stored_on: "is stored on it",
  connects_to: "connects to it",
  uses: "uses it",
  runs: "runs it",
  provided_by: "comes from it",
};

/** What a broken part does to the whole: the item that it is part of, or runs on, suffers with it. */
const PART: Readonly<Record<string, string>> = {
  part_of: "has it as a part",
  runs_on: "runs it",
};

/** What is touched when an item is broken, worst first: what depends on it, and the whole that it is a part of. */
export function affectedBy(related: readonly RelatedItem[]): Affected[] {
  const found = new Map<string, Affected>();
  for (const { relation, outgoing, item } of related) {
    const how = (outgoing ? PART : DEPENDENCE)[relation.type];
    if (how !== undefined && item.ciClass !== "package" && item.lifecycle !== "retired" && !found.has(item.id)) {
      found.set(item.id, { item, how });
    }
  }
  return [...found.values()].sort((a, b) => rank(a.item) - rank(b.item) || a.item.name.localeCompare(b.item.name));
}

function rank(item: ConfigurationItem): number {
  return STATES_WORST_FIRST.indexOf(stateOf(item.health));
}
