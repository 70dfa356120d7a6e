import type { CiChange } from "../../shared/api";
import type { Mark } from "../../shared/chart";
import type { TimeWindow } from "../../shared/time";

/** Changes that belong together: same kind and class, found within a minute of each other. */
export interface ChangeGroup {
  readonly kind: string;
  readonly ciClass: string;
  /** The newest of them. */
  readonly at: string;
  readonly changes: readonly CiChange[];
}

/** Discovery finds what changed together in one run; a run takes seconds. */
const TOGETHER_MILLIS = 60_000;

/** Groups changes, newest first, without changing their order otherwise: 412 packages found are one line. */
export function groupChanges(changes: readonly CiChange[]): ChangeGroup[] {
  const groups: { kind: string; ciClass: string; at: string; changes: CiChange[] }[] = [];
  for (const change of changes) {
    const group = groups.findLast(
      (candidate) =>
        candidate.kind === change.kind &&
        candidate.ciClass === change.ciClass &&
        Math.abs(Date.parse(candidate.at) - Date.parse(change.at)) < TOGETHER_MILLIS,
    );
    if (group) {
      group.changes.push(change);
    } else {
      groups.push({ kind: change.kind, ciClass: change.ciClass, at: change.at, changes: [change] });
    }
  }
  return groups;
}

/** Who did it and why, each once, where somebody said why. */
export function reasonsOf({ changes }: Pick<ChangeGroup, "changes">): readonly string[] {
  return [...new Set(changes.flatMap(({ source, reason }) => (reason ? [`${source}: “${reason}”`] : [])))];
}

/** The items that a group is about, each once: two changes of one item within a minute are one thing that happened. */
export function itemsOf({ changes }: Pick<ChangeGroup, "changes">): readonly CiChange[] {
  return [...new Map(changes.map((change) => [change.ciId, change])).values()];
}

/** What happens all the time, or at the first discovery, says nothing about a curve. */
const MARKED = new Set(["changed", "missing", "returned"]);

/**
 * Changes within the window as marks of charts, one for what was found together.
 *
 * @param named whether a mark says whose change it is, or how many changed
 */
export function marksOf(changes: readonly CiChange[], { from, to }: TimeWindow, named: boolean): readonly Mark[] {
  const inside = changes.filter(({ at, kind }) => {
    const when = Date.parse(at);
    return MARKED.has(kind) && when >= from && when <= to;
  });
  return groupChanges(inside).map((group) => {
    const items = itemsOf(group);
    const whose = items.length === 1 ? `${items[0]?.ciName} ` : `${items.length} `;
    return {
      at: Date.parse(group.at),
      label: `${named ? whose : ""}${kindWords(group.kind)}`,
      state: "maintenance",
    };
  });
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  created: "found",
  changed: "changed",
  missing: "no longer found",
  returned: "back again",
  retired: "retired",
  relation_added: "got a new relation",
  relation_removed: "lost a relation",
  merged: "joined with another",
  split: "told apart from another",
};

export function kindWords(kind: string): string {
  return KIND_WORDS[kind] ?? kind.replaceAll("_", " ");
}

/** Kinds that say that something may be wrong, as against news. */
export function isLoss(kind: string): boolean {
  return kind === "missing" || kind === "retired" || kind === "relation_removed";
}
