import { describe, expect, test } from "vitest";
import type { CiClass, RelatedItem } from "../../shared/api";
import { differencesOf, relationDifferences, stopAt, stopsOf } from "./versions";

describe("the versions of an item", () => {
  const stops = stopsOf(
    [{ at: "2026-05-03T10:00:00Z" }, { at: "2026-05-02T10:00:00.000Z" }, { at: "2026-05-02T10:00:00Z" }],
    "2026-05-01T10:00:00Z",
  );

  test("begin when it was first seen, oldest first, each instant once", () => {
    expect(stops.map((at) => at.slice(8, 10))).toEqual(["01", "02", "03"]);
  });

  test("hold until the next one", () => {
    expect(stopAt(stops, "2026-05-02T23:00:00Z")).toBe(1);
    expect(stopAt(stops, "2020-01-01T00:00:00Z")).toBe(0);
    expect(stopAt(stops, "")).toBe(3);
  });
});

describe("the difference between two times", () => {
  const ciClass = {
    attributes: [
      { name: "memory_size", label: "Memory", type: "bytes", tracked: true },
      { name: "free", label: "Free", type: "bytes", tracked: false },
    ],
  } as unknown as CiClass;
  const at = (attributes: Record<string, unknown>, name = "node") => ({
    name,
    key: "k",
    lifecycle: "in_service" as const,
    attributes,
  });

  test("is told by field, without what moves by itself", () => {
    const before = at({ memory_size: 64, free: 1, tags: ["a"], model: "R640" });
    const after = at({ memory_size: 128, free: 2, tags: ["a"], owner: "Payments" }, "node-1");
    expect(
      differencesOf(before, after, ciClass).map(({ label, before: then, after: now }) => [label, then, now]),
    ).toEqual([
      ["Name", "node", "node-1"],
      ["Memory", 64, 128],
      ["model", "R640", undefined],
      ["owner", undefined, "Payments"],
    ]);
    expect(differencesOf(before, before, ciClass)).toEqual([]);
  });

  test("is told of relations as well", () => {
    const related = (type: string, id: string) => ({ relation: { type }, outgoing: true, item: { id } }) as RelatedItem;
    const { gone, come } = relationDifferences(
      [related("runs_on", "a"), related("uses", "b")],
      [related("runs_on", "a"), related("runs_on", "c")],
    );
    expect(gone.map(({ item }) => item.id)).toEqual(["b"]);
    expect(come.map(({ item }) => item.id)).toEqual(["c"]);
  });
});
