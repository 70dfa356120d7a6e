import { describe, expect, test } from "vitest";
import { layOut } from "./layout";
import { walkTo } from "./walk";

const edge = (from: string, to: string) => ({ from, to });
const SHOP = {
  ids: ["shop", "api", "db", "queue", "alone"],
  edges: [edge("shop", "api"), edge("api", "db"), edge("api", "queue")],
};

describe("the layout of a map", () => {
  test("puts what is needed to the right of what needs it, in columns without gaps", () => {
    const { placements, columns } = layOut(SHOP);
    const column = (id: string) => placements.find((place) => place.id === id)?.column;
    expect(columns).toBe(3);
    expect([column("shop"), column("api"), column("db"), column("queue")]).toEqual([0, 1, 2, 2]);
    const places = new Set(placements.map(({ x, y }) => `${x} ${y}`));
    expect(places.size).toBe(SHOP.ids.length);
    expect(Math.min(...placements.map(({ y }) => y))).toBe(0);
  });

  test("is the same each time, and holds for cycles and for ends that are not on the map", () => {
    const cyclic = { ids: ["a", "b"], edges: [edge("a", "b"), edge("b", "a"), edge("a", "a"), edge("b", "elsewhere")] };
    expect(layOut(cyclic)).toEqual(layOut(cyclic));
    expect(layOut(cyclic).placements).toHaveLength(2);
    expect(layOut({ ids: [], edges: [] })).toEqual({ placements: [], columns: 0 });
  });
});

describe("walking on a map", () => {
  const layout = layOut(SHOP);
  const walk = (from: string | undefined, step: Parameters<typeof walkTo>[3]) => walkTo(layout, SHOP.edges, from, step);

  test("goes along the edges and within the column", () => {
    expect(walk("shop", "right")).toBe("api");
    expect(walk("api", "left")).toBe("shop");
    const [upper, lower] = layout.placements.filter(({ column }) => column === 2).map(({ id }) => id);
    expect(walk(upper, "down")).toBe(lower);
    expect(walk(lower, "up")).toBe(upper);
  });

  test("ends where nothing follows, and begins at the first card", () => {
    expect(walk("shop", "left")).toBeUndefined();
    expect(walk(undefined, "down")).toBe(layout.placements[0]?.id);
  });
});
