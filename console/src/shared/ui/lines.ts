export interface Line {
  readonly id: number;
  readonly text: string;
  readonly kind: "same" | "added" | "removed";
}

/** Two texts as one: lines that both have once, beside those that only one has. By their longest common lines. */
export function linesOf(before: string, after: string): Line[] {
  const old = before.trimEnd().split("\n");
  const now = after.trimEnd().split("\n");
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
  return lines.map((line, id) => ({ id, ...line }));
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
