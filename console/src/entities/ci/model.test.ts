import { describe, expect, it } from "vitest";
import type { ClassNode } from "../../shared/api";
import { branchesOf, branchesWith, failureWords } from "./model";

const node = (name: string, parent: string | null, inService = 0): ClassNode => ({
  name,
  label: name,
  plural: `${name}s`,
  parent,
  area: "test",
  concrete: true,
  origin: "shipped",
  attributeCount: 0,
  inService,
  intended: 0,
  missing: 0,
  retired: 0,
});

const NODES = [node("item", null), node("server", "item", 2), node("vm", "server", 3), node("site", "item", 1)];

describe("the tree of classes", () => {
  it("hangs each class below its parent and counts what is below", () => {
    const [item] = branchesOf(NODES);
    expect(item?.inService).toBe(6);
    expect(item?.children.map(({ node: { name }, inService }) => [name, inService])).toEqual([
      ["server", 5],
      ["site", 1],
    ]);
  });

  it("keeps the way to what is searched for", () => {
    const [item] = branchesWith(branchesOf(NODES), "VM");
    expect(item?.children.map(({ node: { name } }) => name)).toEqual(["server"]);
    expect(item?.children[0]?.children.map(({ node: { name } }) => name)).toEqual(["vm"]);
    expect(branchesWith(branchesOf(NODES), "spaceship")).toEqual([]);
  });

  it("says from each end which way a failure goes", () => {
    expect(failureWords({ propagation: "to_from" }, true)).toBe("from the other");
    expect(failureWords({ propagation: "to_from" }, false)).toBe("to the other");
    expect(failureWords({ propagation: "both" }, false)).toBe("both ways");
  });
});
