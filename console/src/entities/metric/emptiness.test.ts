import { expect, test } from "vitest";
import { type Finds, reasonOf, selectorsOf, selectorText } from "./emptiness";
import type { SyntaxNode } from "./unit";

const selector = (name: string, ...pairs: [string, string][]): SyntaxNode => ({
  type: "vectorSelector",
  name,
  matchers: [
    { name: "__name__", type: "=", value: name },
    ...pairs.map(([label, value]) => ({ name: label, type: "=", value })),
  ],
});

/** Finds what is listed, as PromQL writes it. */
const finding =
  (...known: string[]): Finds =>
  async (one) =>
    known.includes(selectorText(one));

const joined: SyntaxNode = {
  type: "binaryExpr",
  op: "/",
  lhs: { type: "call", func: { name: "rate" }, args: [{ ...selector("a_total"), type: "matrixSelector" }] },
  rhs: { type: "aggregation", expr: selector("b", ["job", "x"]) },
};

test("an expression's selectors are found wherever they stand", () => {
  expect(selectorsOf(joined).map(selectorText)).toEqual(["a_total", 'b{job="x"}']);
});

test("a selector of another time says nothing about the window", () => {
  expect(selectorsOf({ ...selector("a"), offset: 3_600_000 })).toEqual([]);
});

test("a metric that there is none of is named", async () => {
  expect(await reasonOf(selector("nosuch"), finding())).toBe("No series is called nosuch in this time range.");
});

test("the label that nothing has is named", async () => {
  const node = selector("up", ["job", "node"], ["instance", "gone"]);
  expect(await reasonOf(node, finding("up", 'up{job="node"}'))).toBe(
    'up has series in this time range, but none with instance="gone".',
  );
});

test("labels that are never together are told as a whole", async () => {
  const node = selector("up", ["job", "node"], ["instance", "b"]);
  expect(await reasonOf(node, finding("up", 'up{job="node"}', 'up{instance="b"}'))).toContain("as a whole");
});

test("where everything is found, what is done with it leaves nothing", async () => {
  expect(await reasonOf(joined, finding("a_total", 'b{job="x"}'))).toContain("leaves nothing of them");
});
