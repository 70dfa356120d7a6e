import { describe, expect, it } from "vitest";
import type { RelatedItem } from "../../shared/api";
import { affectedBy } from "./impact";

const related = (name: string, type: string, outgoing: boolean, rest: object = {}): RelatedItem =>
  ({
    relation: { id: name, type },
    outgoing,
    item: { id: name, name, ciClass: "application", lifecycle: "in_service", health: "ok", ...rest },
  }) as unknown as RelatedItem;

describe("what a broken item touches", () => {
  it("is what depends on it, worst first, and the whole that it is a part of", () => {
    const affected = affectedBy([
      related("postgresql", "stored_on", false),
      related("web", "connects_to", false, { health: "critical" }),
      related("host", "part_of", true),
    ]);
    expect(affected.map(({ item, how }) => [item.name, how])).toEqual([
      ["web", "connects to it"],
      ["host", "has it as a part"],
      ["postgresql", "is stored on it"],
    ]);
  });

  it("is not what it depends on, nor packages, nor what is retired", () => {
    const affected = affectedBy([
      related("database", "connects_to", true),
      related("curl", "part_of", false, { ciClass: "package" }),
      related("old", "runs_on", false, { lifecycle: "retired" }),
    ]);
    expect(affected).toEqual([]);
  });
});
