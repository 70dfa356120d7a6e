import type { MapItem } from "./estate";

export interface Link {
  readonly from: string;
  readonly to: string;
}

/** The column of each item: one more than that of the furthest that needs it. Lines that close a cycle do not count. */
export function columnsOf(items: readonly MapItem[], links: readonly Link[]): ReadonlyMap<string, number> {
  const needs = new Map<string, string[]>();
  const waiting = new Map(items.map(({ id }) => [id, 0]));
  for (const { from, to } of links) {
    needs.set(from, [...(needs.get(from) ?? []), to]);
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
  }
  const columns = new Map<string, number>();
  const done = new Set<string>();
  const ready = items.filter(({ id }) => waiting.get(id) === 0).map(({ id }) => id);
  const settle = (id: string) => {
    done.add(id);
    const column = columns.get(id) ?? 0;
    columns.set(id, column);
    for (const next of (needs.get(id) ?? []).filter((target) => !done.has(target))) {
      columns.set(next, Math.max(columns.get(next) ?? 0, column + 1));
      const left = (waiting.get(next) ?? 1) - 1;
      waiting.set(next, left);
      if (left === 0) {
        ready.push(next);
      }
    }
  };
  for (const { id: first } of [{ id: "" }, ...items]) {
    // What is not settled when nothing is ready lies on a cycle, or below one: it is opened at the first of them.
    if (first !== "" && !done.has(first)) {
      settle(first);
    }
    for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
      if (!done.has(id)) {
        settle(id);
      }
    }
  }
  return columns;
}
