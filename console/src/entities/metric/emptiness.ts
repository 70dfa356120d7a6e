import { queryOptions } from "@tanstack/react-query";
import { getSeries } from "../../shared/api";
import type { TimeWindow } from "../../shared/time";
import { dataOf } from "./answers";
import { whileSame } from "./queries";
import type { Matcher, SyntaxNode } from "./unit";

/** What a query selects by: a metric, narrowed by labels. */
export interface Selector {
  readonly name: string;
  /** Without the one of the metric's name. */
  readonly matchers: readonly Matcher[];
}

/** All selectors of an expression, each once, in the order in which they stand. */
export function selectorsOf(node: SyntaxNode | null | undefined): Selector[] {
  const found = new Map<string, Selector>();
  collect(node, (selector) => found.set(selectorText(selector), selector));
  return [...found.values()];
}

function collect(node: SyntaxNode | null | undefined, take: (selector: Selector) => void): void {
  if (!node) return;
  if ((node.type === "vectorSelector" || node.type === "matrixSelector") && !isMoved(node)) {
    take({
      name: node.name ?? "",
      matchers: (node.matchers ?? []).filter(({ name }) => name !== "__name__" || node.name === ""),
    });
  }
  for (const child of [node.expr, node.lhs, node.rhs, ...(node.args ?? [])]) collect(child, take);
}

/** Whether it looks at another time than the window's: nothing can be said of it from the window. */
function isMoved({ offset, timestamp, startOrEnd }: SyntaxNode): boolean {
  return Boolean(offset) || timestamp != null || Boolean(startOrEnd);
}

/** As PromQL writes it. */
export function selectorText({ name, matchers }: Selector): string {
  return `${name}${matchers.length === 0 ? "" : `{${matchers.map(pairText).join(", ")}}`}`;
}

function pairText({ name, type, value }: Matcher): string {
  return `${name}${type}${JSON.stringify(value)}`;
}

/** Whether anything has samples in the window that a selector selects. */
export type Finds = (selector: Selector) => Promise<boolean>;

/**
 * Why an expression answers nothing: the first of its selectors that finds no series, and which of its labels that is
 * for; where all of them find some, what is done with them leaves nothing.
 */
export async function reasonOf(node: SyntaxNode | null | undefined, finds: Finds): Promise<string> {
  for (const selector of selectorsOf(node)) {
    if (await finds(selector)) continue;
    const { name, matchers } = selector;
    if (matchers.length === 0 || (name !== "" && !(await finds({ name, matchers: [] })))) {
      return `No series is called ${name} in this time range.`;
    }
    for (const matcher of matchers) {
      const alone = { name, matchers: [matcher] };
      if (name !== "" && !(await finds(alone))) {
        return `${name} has series in this time range, but none with ${pairText(matcher)}.`;
      }
    }
    const whole = matchers.length > 1 ? " as a whole" : "";
    return `No series matches ${selectorText(selector)}${whole} in this time range.`;
  }
  if (selectorsOf(node).length === 0) return "It leaves nothing in this time range.";
  return "What it selects has series in this time range; a comparison, a join or a function leaves nothing of them.";
}

/** The reason for the window that is shown. */
export function reasonQuery(expr: string, node: SyntaxNode | null | undefined, { from, to }: TimeWindow) {
  return queryOptions({
    queryKey: ["metric", "reason", expr, from, to],
    queryFn: ({ signal }) =>
      reasonOf(node, async (selector) => {
        const query = {
          "match[]": [selectorText(selector)],
          start: String(from / 1000),
          end: String(to / 1000),
          limit: 1,
        };
        return (dataOf<unknown[]>(await getSeries({ query, signal })) ?? []).length > 0;
      }),
    retry: false,
    placeholderData: whileSame(expr),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
