import { withWindow } from "./step";

export const EXPLORER = "/explore/metrics";

/** How many queries stand side by side in the explorer. */
export const EXPLORED_MAX = 6;

/** The parameter of the address that holds a query: `q`, `q2`, `q3` and so on. */
export function queryParameter(index: number): string {
  return index === 0 ? "q" : `q${index + 1}`;
}

/** A rate window for those who go on by hand: the explorer knows no `$window`. */
const WINDOW_SECONDS = 300;

/** The search part of the explorer's address with these expressions. */
export function exploreSearch(expressions: readonly string[]): Record<string, string> {
  const shown = expressions.slice(0, EXPLORED_MAX);
  return Object.fromEntries(shown.map((expr, index) => [queryParameter(index), withWindow(expr, WINDOW_SECONDS)]));
}
