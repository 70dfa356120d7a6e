import type { EstateDifference, EstateDifferenceKind } from "../../shared/api";

export type KindFilter = "all" | EstateDifferenceKind;

/** The server tells no more of them. */
export const DIFFERENCES_MAX = 1000;

const WORDS: Record<EstateDifferenceKind, string> = { added: "came", removed: "went", changed: "changed" };

export const kindWord = (kind: EstateDifferenceKind): string => WORDS[kind];

/** How many there are of each kind, as choices. */
export function kindChoices(
  items: readonly EstateDifference[],
): readonly { readonly id: KindFilter; readonly label: string; readonly count: number }[] {
  const count = (kind: EstateDifferenceKind) => items.filter((item) => item.kind === kind).length;
  return [
    { id: "all", label: "All", count: items.length },
    { id: "added", label: "Came", count: count("added") },
    { id: "removed", label: "Went", count: count("removed") },
    { id: "changed", label: "Changed", count: count("changed") },
  ];
}

/** Those of a kind with the text in their name, class, fields or in who told of them. */
export function matching(
  items: readonly EstateDifference[],
  kind: KindFilter,
  text: string,
): readonly EstateDifference[] {
  const wanted = text.trim().toLowerCase();
  return items.filter(
    (item) =>
      (kind === "all" || item.kind === kind) &&
      [item.name, item.ciClass, ...item.by, ...Object.keys(item.changes)].some((each) =>
        each.toLowerCase().includes(wanted),
      ),
  );
}

/** The time from one whole minute to another: what is asked twice within a minute is asked once. */
export function wholeMinutes(window: { readonly from: number; readonly to: number }): { from: string; to: string } {
  const minute = 60_000;
  const iso = (millis: number) => new Date(millis).toISOString();
  return { from: iso(Math.floor(window.from / minute) * minute), to: iso(Math.ceil(window.to / minute) * minute) };
}
