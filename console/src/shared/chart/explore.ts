import { withBuiltIns } from "./builtIns";

export const EXPLORER = "/explore/metrics";

/** How many queries stand side by side in the explorer. */
export const EXPLORED_MAX = 6;

/** The parameter of the address that holds a query: `q`, `q2`, `q3` and so on. */
export function queryParameter(index: number): string {
  return index === 0 ? "q" : `q${index + 1}`;
}

/** For those who go on by hand: a text with names in it would be no PromQL. */
const SPAN = { step: 300, range: 3600 };

/** The search part of the explorer's address with these expressions. */
export function exploreSearch(expressions: readonly string[]): Record<string, string> {
  const shown = expressions.slice(0, EXPLORED_MAX);
  return Object.fromEntries(shown.map((expr, index) => [queryParameter(index), withBuiltIns(expr, SPAN)]));
}
