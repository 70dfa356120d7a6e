import { expect, test } from "vitest";
import type { EstateDifference } from "../../shared/api";
import { kindChoices, matching, wholeMinutes } from "./differences";

const difference = (over: Partial<EstateDifference>): EstateDifference => ({
  id: "1",
  ciClass: "server",
  name: "alpha",
  kind: "changed",
  changes: { memory_size: { before: "1", after: "2" } },
  by: ["host"],
  ...over,
});
const items = [difference({}), difference({ id: "2", kind: "added", name: "beta", changes: {}, by: ["netbox"] })];

test("each kind is counted", () => {
  expect(kindChoices(items).map(({ id, count }) => `${id} ${count}`)).toEqual([
    "all 2",
    "added 1",
    "removed 0",
    "changed 1",
  ]);
});

test("a text is looked for in the name, the class, the fields and the sources", () => {
  const names = (text: string, kind: "all" | "added" = "all") => matching(items, kind, text).map(({ name }) => name);
  expect(names("")).toEqual(["alpha", "beta"]);
  expect(names("MEMORY")).toEqual(["alpha"]);
  expect(names("netbox")).toEqual(["beta"]);
  expect(names("server", "added")).toEqual(["beta"]);
  expect(names("nothing")).toEqual([]);
});

test("a window is asked for in whole minutes, all of it", () => {
  expect(wholeMinutes({ from: Date.UTC(2026, 4, 1, 10, 0, 30), to: Date.UTC(2026, 4, 1, 11, 0, 1) })).toEqual({
    from: "2026-05-01T10:00:00.000Z",
    to: "2026-05-01T11:01:00.000Z",
  });
});
