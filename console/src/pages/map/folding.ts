import type { GraphEdge, GraphNode } from "../../shared/graph";
import { STATES_WORST_FIRST } from "../../shared/ui";
import { columnsOf, type Link } from "./columns";
import { isFailing, isIll, type MapItem, shortWhy } from "./estate";

/** Never more cards than this: a map of more cannot be read, nor drawn quickly. */
export const CARDS_MAX = 300;
/** What is well in a column is folded beyond this many cards. */
const COLUMN_CARDS = 6;
/** Room for the cards that stand for what is folded. */
const FOLDS_ROOM = 60;

export interface FoldRequest {
  readonly items: readonly MapItem[];
  readonly links: readonly Link[];
  /** Always drawn: what is chosen, and what was asked for. */
  readonly pinned: readonly string[];
  readonly changed: ReadonlySet<string>;
  /** Folds that somebody opened. */
  readonly opened: ReadonlySet<string>;
  readonly classWords: (ciClass: string, count: number) => string;
}

/** A card for several items of one class in one column. */
export interface Fold {
  readonly key: string;
  readonly members: readonly MapItem[];
}

export interface FoldedMap {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly folds: ReadonlyMap<string, Fold>;
  readonly drawn: number;
}

/** Draws what is in trouble, what is on its way, and a few of the rest; the others become "+12 applications". */
export function fold(request: FoldRequest): FoldedMap {
  const { items, links, pinned, changed, opened, classWords } = request;
  const byId = new Map(items.map((item) => [item.id, item]));
  const columns = columnsOf(items, links);
  const onPath = new Set(links.filter(({ from, to }) => failing(byId, from, to)).flatMap(({ from, to }) => [from, to]));
  const worth = (item: MapItem) =>
    (pinned.includes(item.id) ? 1000 : 0) +
    (isIll(item) ? 100 - 10 * STATES_WORST_FIRST.indexOf(item.state) : 0) +
    (onPath.has(item.id) ? 50 : 0) +
    (changed.has(item.id) ? 5 : 0);
  const ranked = [...items].sort(
    (a, b) => worth(b) - worth(a) || a.name.localeCompare(b.name, undefined, { numeric: true }),
  );
  const foldKey = (item: MapItem) => `fold ${columns.get(item.id) ?? 0} ${item.ciClass}`;
  const inColumn = new Map<number, number>();
  const places = new Map<string, string>();
  const hidden = new Map<string, MapItem[]>();
  let drawn = 0;
  for (const item of ranked) {
    const column = columns.get(item.id) ?? 0;
    const taken = inColumn.get(column) ?? 0;
    const wanted = taken < COLUMN_CARDS || worth(item) >= 50 || opened.has(foldKey(item));
    if (wanted && drawn < CARDS_MAX - FOLDS_ROOM) {
      inColumn.set(column, taken + 1);
      places.set(item.id, item.id);
      drawn += 1;
    } else {
      hidden.set(foldKey(item), [...(hidden.get(foldKey(item)) ?? []), item]);
    }
  }
  const folds = foldsOf(hidden, places);
  const nodes = [
    ...items.filter(({ id }) => places.get(id) === id).map((item) => cardOf(item, changed, classWords)),
    ...[...folds.values()].map((one) => foldCard(one, classWords)),
  ];
  return {
    nodes,
    edges: edgesOf(links, byId, places),
    folds,
    drawn: nodes.filter(({ folds: count }) => !count).length,
  };
}

/** One hidden item alone is drawn: a card that says "+1" takes the same room. Too many kinds of folds become one. */
function foldsOf(hidden: ReadonlyMap<string, MapItem[]>, places: Map<string, string>): ReadonlyMap<string, Fold> {
  const folds = new Map<string, Fold>();
  const largest = [...hidden].sort(([, a], [, b]) => b.length - a.length);
  const rest: MapItem[] = [];
  for (const [key, members] of largest) {
    const [only] = members;
    if (members.length === 1 && only && folds.size < FOLDS_ROOM - 1) {
      places.set(only.id, only.id);
      folds.set(key, { key, members: [] });
    } else if (folds.size < FOLDS_ROOM - 1) {
      folds.set(key, { key, members });
    } else {
      rest.push(...members);
    }
  }
  if (rest.length > 0) {
    folds.set("fold rest", { key: "fold rest", members: rest });
  }
  for (const [key, { members }] of folds) {
    if (members.length === 0) {
      folds.delete(key);
    }
    for (const { id } of members) {
      places.set(id, key);
    }
  }
  return folds;
}

function failing(byId: ReadonlyMap<string, MapItem>, from: string, to: string): boolean {
  const [start, end] = [byId.get(from), byId.get(to)];
  return start !== undefined && end !== undefined && isFailing(start, end);
}

function edgesOf(links: readonly Link[], byId: ReadonlyMap<string, MapItem>, places: ReadonlyMap<string, string>) {
  const edges = new Map<string, GraphEdge>();
  for (const link of links) {
    const [from, to] = [places.get(link.from), places.get(link.to)];
    if (from !== undefined && to !== undefined && from !== to) {
      const key = `${from} ${to}`;
      edges.set(key, { from, to, failing: failing(byId, link.from, link.to) || (edges.get(key)?.failing ?? false) });
    }
  }
  return [...edges.values()];
}

function cardOf(item: MapItem, changed: ReadonlySet<string>, classWords: FoldRequest["classWords"]): GraphNode {
  return {
    id: item.id,
    label: item.name,
    about: shortWhy(item) || classWords(item.ciClass, 1),
    state: item.state,
    changed: changed.has(item.id),
  };
}

function foldCard({ key, members }: Fold, classWords: FoldRequest["classWords"]): GraphNode {
  const worst = STATES_WORST_FIRST.find((state) => members.some((member) => member.state === state)) ?? "ok";
  const classes = new Set(members.map(({ ciClass }) => ciClass));
  const count = members.length.toLocaleString("en-GB");
  return {
    id: key,
    label: worst === "ok" ? `+${count} healthy` : `+${count} more`,
    about: classes.size === 1 ? classWords(members[0]?.ciClass ?? "", members.length) : "of several classes",
    state: worst,
    folds: members.length,
  };
}
