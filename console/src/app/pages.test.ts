import { describe, expect, it } from "vitest";
import { addressOf, isDestination, PAGES } from "./pages";

describe("the list of pages", () => {
  it("names every page, route and key once", () => {
    for (const values of [PAGES.map((p) => p.id), PAGES.map((p) => p.path), PAGES.flatMap((p) => p.key ?? [])]) {
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it("gives a rail item a way to be reached, an icon and a key", () => {
    for (const page of PAGES.filter((candidate) => candidate.group)) {
      expect(isDestination(page)).toBe(true);
      expect(page.icon).toBeDefined();
      expect(page.key).toMatch(/^[a-z]$/);
    }
  });

  it("writes addresses without optional parts", () => {
    expect(addressOf({ path: "/inventory/{-$ciClass}" } as never)).toBe("/inventory");
  });
});
