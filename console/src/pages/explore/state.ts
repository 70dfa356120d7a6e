import { EXPLORED_MAX, queryParameter } from "../../shared/chart";

export type View = "chart" | "table" | "explain";

export const VIEWS: readonly { id: View; label: string }[] = [
  { id: "chart", label: "Chart" },
  { id: "table", label: "Table" },
  { id: "explain", label: "Explain" },
];

/** What the period that is compared with is called, in the address and to people, and how far back it lies. */
export const COMPARISONS: readonly { id: string; label: string; millis: number }[] = [
  { id: "", label: "nothing", millis: 0 },
  { id: "1h", label: "1 hour before", millis: 3_600_000 },
  { id: "1d", label: "1 day before", millis: 86_400_000 },
  { id: "1w", label: "1 week before", millis: 604_800_000 },
  { id: "4w", label: "4 weeks before", millis: 2_419_200_000 },
];

const QUERY_DEFAULTS = Object.fromEntries(
  Array.from({ length: EXPLORED_MAX }, (_, index) => [queryParameter(index), ""]),
);

/** Everything that the explorer shows stands in the address, with these defaults. */
export const DEFAULTS: Record<string, string> = {
  ...QUERY_DEFAULTS,
  off: "",
  view: "chart",
  cmp: "",
  exemplars: "",
};

/** What one of the queries is called: `A` to `F`. */
export function letterOf(index: number): string {
  return String.fromCharCode("A".charCodeAt(0) + index);
}

/** The queries of an address, without holes. */
export function queriesOf(state: Readonly<Record<string, string>>): string[] {
  return Object.keys(QUERY_DEFAULTS)
    .map((name) => (state[name] ?? "").trim())
    .filter((expr) => expr !== "");
}

/** What to write into the address for these queries; what is empty falls away and the rest moves up. */
export function withQueries(exprs: readonly string[]): Record<string, string> {
  const kept = exprs.map((expr) => expr.trim()).filter((expr) => expr !== "");
  return Object.fromEntries(Object.keys(QUERY_DEFAULTS).map((name, index) => [name, kept[index] ?? ""]));
}

/** Which of the queries are switched off, by letter. */
export function offOf(off: string): ReadonlySet<string> {
  return new Set(off.split(",").filter((letter) => letter !== ""));
}

export function toggled(off: string, letter: string): string {
  const letters = new Set(offOf(off));
  if (!letters.delete(letter)) letters.add(letter);
  return [...letters].sort().join(",");
}

export function viewOf(view: string | undefined): View {
  return VIEWS.find(({ id }) => id === view)?.id ?? "chart";
}

export function compareMillisOf(cmp: string | undefined): number {
  return COMPARISONS.find(({ id }) => id === cmp)?.millis ?? 0;
}
