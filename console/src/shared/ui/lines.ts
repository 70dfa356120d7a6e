export interface Line {
  readonly id: number;
  readonly text: string;
  readonly kind: "same" | "added" | "removed";
}

/** Lines that both have, left out of a view of what differs. */
export interface Fold {
  readonly id: number;
  readonly count: number;
}

/** Pairs of lines that are compared at most: some 30 MB, and a tenth of a second. */
const PAIRS_MAX = 4_000_000;
/** What stands around a line that differs, so that one sees where it is. */
const CONTEXT = 3;

/** Two texts as one: lines that both have once, beside those that only one has. By their longest common lines. */
export function linesOf(before: string, after: string): Line[] {
  const old = before.trimEnd().split("\n");
  const now = after.trimEnd().split("\n");
  // Most changes are small: what both begin and end with is not compared pair by pair.
  const begin = lengthOfStart(old, now);
  const end = lengthOfStart(old.slice(begin).reverse(), now.slice(begin).reverse());
  const lines = [
    ...old.slice(0, begin).map((text) => ({ text, kind: "same" as const })),
    ...between(old.slice(begin, old.length - end), now.slice(begin, now.length - end)),
    ...old.slice(old.length - end).map((text) => ({ text, kind: "same" as const })),
  ];
  return lines.map((line, id) => ({ id, ...line }));
}

/** The lines with those that both have left out, but for a few around what differs. */
export function folded(lines: readonly Line[]): (Line | Fold)[] {
  const near = new Set<number>();
  for (const { id, kind } of lines) {
    if (kind === "same") continue;
    for (let at = id - CONTEXT; at <= id + CONTEXT; at++) near.add(at);
  }
  const shown: (Line | Fold)[] = [];
  for (const line of lines) {
    const last = shown.at(-1);
    if (near.has(line.id)) shown.push(line);
    else if (last !== undefined && "count" in last) shown[shown.length - 1] = { ...last, count: last.count + 1 };
    else shown.push({ id: line.id, count: 1 });
  }
  return shown;
}

function lengthOfStart(old: readonly string[], now: readonly string[]): number {
  const differs = old.findIndex((line, index) => line !== now[index]);
  return differs < 0 ? old.length : differs;
}

/** Of texts too long to compare, all of the one goes and all of the other comes. */
function between(old: readonly string[], now: readonly string[]): Omit<Line, "id">[] {
  if (old.length * now.length > PAIRS_MAX) {
    return [
      ...old.map((text) => ({ text, kind: "removed" as const })),
      ...now.map((text) => ({ text, kind: "added" as const })),
    ];
  }
  const common = lengthsOf(old, now);
  const lines: Omit<Line, "id">[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ text: old[i] ?? "", kind: "same" });
      i++;
      j++;
    } else if (j >= now.length || (i < old.length && at(common, i + 1, j) >= at(common, i, j + 1))) {
      lines.push({ text: old[i] ?? "", kind: "removed" });
      i++;
    } else {
      lines.push({ text: now[j] ?? "", kind: "added" });
      j++;
    }
  }
  return lines;
}

/** How many lines the rests of both have in common, from each pair of places on. */
function lengthsOf(old: readonly string[], now: readonly string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--) {
    const row = lengths[i] ?? [];
    for (let j = now.length - 1; j >= 0; j--) {
      row[j] =
        old[i] === now[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  }
  return lengths;
}

const at = (lengths: readonly (readonly number[])[], i: number, j: number) => lengths[i]?.[j] ?? 0;
