import { describe, expect, test } from "vitest";
import type { ImpactAnswer, ServiceTree } from "../../shared/api";
import { estateOf, isFailing, type MapItem } from "./estate";
import { CARDS_MAX, fold } from "./folding";
import { itemsOf, layerOf, linksOf } from "./layers";

const CLASSES = [
  { name: "technical_service", area: "service" },
  { name: "application", area: "software" },
  { name: "operating_system", area: "software" },
  { name: "server", area: "compute" },
];
const CLASS_OF: Readonly<Record<string, string>> = {
  b: "business_service",
  t: "technical_service",
  a: "application",
  o: "operating_system",
  s: "server",
};
const item = (id: string) => ({
  id,
  name: id,
  ciClass: CLASS_OF[id.charAt(0)] ?? "server",
  lifecycle: "in_service",
  health: "ok",
});
const tree = (needs: Record<string, string[]>, health: Record<string, string> = {}) =>
  ({
    count: Object.keys(needs).length,
    parts: Object.entries(needs).map(([id, to]) => ({
      item: item(id),
      health: health[id] ?? "ok",
      explanation: health[id] ? `${id} is ${health[id]}` : null,
      depth: 0,
      dependsOn: to.map((target) => ({ id: target, relation: "depends_on", outgoing: true })),
    })),
    truncated: false,
  }) as unknown as ServiceTree;
const SHOP = tree(
  { b1: ["t1"], t1: ["t2", "a1"], t2: [], a1: ["o1"], o1: ["s1"], s1: [] },
  { t1: "critical", t2: "major" },
);

describe("the estate of a map", () => {
  test("is that of several trees together, and knows when there is more", () => {
    const estate = estateOf([SHOP, tree({ b2: ["t1"] })], undefined);
    expect([...estate.items.keys()].sort()).toEqual(["a1", "b1", "b2", "o1", "s1", "t1", "t2"]);
    expect([...(estate.needs.get("b2") ?? [])]).toEqual(["t1"]);
    expect(estate.items.get("t1")).toMatchObject({ state: "critical", why: "t1 is critical" });
    expect(estate.truncated).toBe(false);
    expect(estateOf([{ ...SHOP, count: 700 }], undefined).truncated).toBe(true);
  });

  test("has what breaks with an item above it", () => {
    const impact = {
      of: [item("a1")],
      items: [{ path: [{ item: item("t9") }, { item: item("b9") }] }],
      truncated: false,
    };
    const { needs } = estateOf([], impact as unknown as ImpactAnswer);
    expect([...(needs.get("t9") ?? [])]).toEqual(["a1"]);
    expect([...(needs.get("b9") ?? [])]).toEqual(["t9"]);
  });

  test("has failure coming along a line from what is in serious trouble to what is not well", () => {
    const state = (name: MapItem["state"]) => ({ state: name });
    expect(isFailing(state("warning"), state("critical"))).toBe(true);
    expect(isFailing(state("critical"), state("warning"))).toBe(false);
    expect(isFailing(state("ok"), state("critical"))).toBe(false);
  });
});

describe("the layers", () => {
  const estate = estateOf([SHOP], undefined);
  const layer = (name: Parameters<typeof itemsOf>[1], pinned: string[] = []) =>
    [...itemsOf(estate, name, CLASSES, pinned)].sort();

  test("hold the classes of theirs, and what is chosen", () => {
    expect(layerOf("never_heard_of", CLASSES)).toBe("infrastructure");
    expect(layer("business")).toEqual(["b1", "t1"]);
    expect(layer("services")).toEqual(["t1", "t2"]);
    expect(layer("infrastructure")).toEqual(["a1", "o1", "s1"]);
    expect(layer("services", ["s1"])).toEqual(["s1", "t1", "t2"]);
    const alone = estateOf([tree({ a1: ["o1"], o1: [] })], undefined);
    expect([...itemsOf(alone, "services", CLASSES, [])]).toEqual(["a1"]);
  });

  test("are joined by lines that lead through what is hidden", () => {
    expect(linksOf(estate, new Set(["b1", "s1"]))).toEqual([{ from: "b1", to: "s1" }]);
    const cyclic = estateOf([tree({ t1: ["t2"], t2: ["t3"], t3: ["t1"] })], undefined);
    expect(linksOf(cyclic, new Set(["t1", "t3"]))).toEqual([
      { from: "t1", to: "t3" },
      { from: "t3", to: "t1" },
    ]);
  });
});

describe("folding", () => {
  const many = (count: number, state: MapItem["state"] = "ok", prefix = "x"): MapItem[] =>
    Array.from({ length: count }, (_, index) => ({
      id: `${prefix}${index}`,
      name: `${prefix}${index}`,
      ciClass: "application",
      state,
      why: "",
    }));
  const request = {
    links: [],
    pinned: [],
    changed: new Set<string>(),
    opened: new Set<string>(),
    classWords: (name: string) => name,
  };
  const all = (items: MapItem[], over: Partial<Parameters<typeof fold>[0]> = {}) =>
    fold({ ...request, items, ...over });

  test("keeps what is ill, chosen, or on the way to it, and folds the rest", () => {
    const items = [...many(100), ...many(9, "critical", "ill")];
    const { nodes, folds } = all(items, { pinned: ["x77"] });
    expect(nodes.filter(({ state }) => state === "critical")).toHaveLength(9);
    expect(nodes.some(({ id }) => id === "x77")).toBe(true);
    const [one] = [...folds.values()];
    expect(nodes.find(({ id }) => id === one?.key)).toMatchObject({ label: "+99 healthy", folds: 99, state: "ok" });
  });

  test("opens when somebody asks", () => {
    const { folds } = all(many(100));
    const [key = ""] = folds.keys();
    const { nodes } = all(many(100), { opened: new Set([key]) });
    expect(nodes.filter((node) => node.folds === undefined)).toHaveLength(100);
  });

  test("never draws more than 300 cards, whatever is ill or opened", () => {
    const classes = Array.from({ length: 90 }, (_, kind) =>
      many(5, "ok", `k${kind}-`).map((one) => ({ ...one, ciClass: `class ${kind}` })),
    );
    const { nodes, folds } = all([...many(900, "critical", "ill"), ...classes.flat()]);
    expect(nodes.length).toBeLessThanOrEqual(CARDS_MAX);
    const folded = [...folds.values()].reduce((sum, { members }) => sum + members.length, 0);
    expect(nodes.filter((node) => node.folds === undefined).length + folded).toBe(900 + 450);
  });

  test("keeps the lines to what is folded, and says along which failure comes", () => {
    const items = [...many(40), { id: "db", name: "db", ciClass: "database", state: "critical" as const, why: "" }];
    const links = [...many(40).map(({ id }) => ({ from: id, to: "db" })), { from: "db", to: "x0" }];
    const { edges, folds } = all(items, { links });
    const [key = ""] = folds.keys();
    expect(edges.filter(({ from, to }) => from === key && to === "db")).toEqual([
      { from: key, to: "db", failing: false },
    ]);
  });
});
