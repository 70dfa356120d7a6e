import type { Drift, DriftSum, ObjectCount } from "../../shared/api";

const KINDS: Record<Drift["kind"], string> = {
  missing: "Missing",
  unintended: "Unintended",
  differs: "Differs",
  relation_missing: "Relation missing",
  relation_extra: "Relation extra",
  ambiguous: "Ambiguous",
};

export function kindWord(kind: Drift["kind"]): string {
  return KINDS[kind];
}

/** The attribute or relation that drifts; nothing when the item does as a whole. */
export function fieldWords({ kind, field }: Pick<Drift, "kind" | "field">): string {
  // A relation's field ends with the id of its other end, which stands beside by its name.
  const name = kind.startsWith("relation_") ? (field.split(" ")[0] ?? "") : field;
  return name.replaceAll("_", " ");
}

/** What both sides say, in one line. */
export function sidesWords({ intended, observed, intendedBy, observedBy }: Drift): string {
  const side = (value: string | null | undefined, by: readonly string[]) =>
    `${value ?? "nothing"}${by.length > 0 ? ` (${by.join(", ")})` : ""}`;
  return `intended ${side(intended, intendedBy)}, seen ${side(observed, observedBy)}`;
}

export interface Total {
  readonly name: string;
  readonly open: number;
  readonly decided: number;
}

/** The sums put together by class or by site, the most open first. */
export function totalsBy(sums: readonly DriftSum[], nameOf: (sum: DriftSum) => string): readonly Total[] {
  const totals = new Map<string, Total>();
  for (const sum of sums) {
    const name = nameOf(sum);
    const before = totals.get(name) ?? { name, open: 0, decided: 0 };
    totals.set(name, { name, open: before.open + sum.open, decided: before.decided + sum.accepted + sum.ignored });
  }
  return [...totals.values()].sort((a, b) => b.open - a.open || a.name.localeCompare(b.name));
}

/** What became of the objects of a file: "5,928 items, 219 relations, 132 attributes, 636 skipped". */
export function accountWords(account: readonly ObjectCount[]): string {
  const sum = (of: (count: ObjectCount) => number) => account.reduce((total, each) => total + of(each), 0);
  const parts: readonly (readonly [number, string])[] = [
    [sum(({ items }) => items), "items"],
    [sum(({ relations }) => relations), "relations"],
    [sum(({ folded }) => folded), "attributes"],
    [sum(({ skipped }) => Object.values(skipped).reduce((total, each) => total + each, 0)), "skipped"],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count.toLocaleString("en-GB")} ${what}`)
    .join(", ");
}
