import { describe, expect, it } from "vitest";
import type { Service, ServiceTree } from "../../shared/api";
import { linesOf, wordsOf } from "./tree";

function part(id: string, ...dependsOn: string[]) {
  return {
    item: { id, name: id },
    dependsOn: dependsOn.map((other) => ({ id: other, redundancy: other === "node" ? "1 of 2" : null })),
  };
}

const TREE = {
  of: { id: "shop" },
  parts: [part("shop", "web", "node"), part("web", "node", "shop"), part("node")],
} as unknown as ServiceTree;

describe("the tree of a service", () => {
  it("shows the direct parts, and what is below those that are open", () => {
    expect(linesOf(TREE, new Set()).map(({ path }) => path)).toEqual(["/web", "/node"]);
    expect(linesOf(TREE, new Set(["/web"])).map(({ path, depth }) => [path, depth])).toEqual([
      ["/web", 0],
      ["/web/node", 1],
      ["/web/shop", 1],
      ["/node", 0],
    ]);
  });

  it("does not open what is above itself", () => {
    const line = linesOf(TREE, new Set(["/web"])).find(({ path }) => path === "/web/shop");
    expect(line?.opens).toBe(false);
  });

  it("says weight and redundancy of a direct part", () => {
    const service = { parts: [{ id: "node", weight: 2, group: "nodes" }] } as unknown as Service;
    const [web, node] = linesOf(TREE, new Set());
    expect(node && wordsOf(service, node)).toBe("weight 2, 1 of 2 of nodes must work");
    expect(web && wordsOf(service, web)).toBe("");
  });
});
