import { describe, expect, test } from "vitest";
import type { BulkEdited, CiClass } from "../../shared/api";
import { choicesOf, outcomeWords, valuesOf, worstFirst } from "./edits";

const ciClass = (...attributes: object[]) =>
  ({ attributes: attributes.map((each) => ({ sensitive: false, type: "text", ...each })) }) as unknown as CiClass;
const classes = [
  ciClass({ name: "model" }, { name: "owner" }, { name: "password", sensitive: true }),
  ciClass({ name: "cpu_count", type: "integer" }, { name: "owner" }),
];
const item = (changes: BulkEdited["changes"], problem: string | null = null): BulkEdited => ({
  id: "1",
  ciClass: "server",
  name: "a",
  changes,
  problem,
});
const changed = { owner: { before: null, after: "Shop" } };

describe("an edit of many items", () => {
  test("offers what all have before what some have", () => {
    expect(choicesOf(classes).map(({ attribute, classes: count }) => [attribute.name, count])).toEqual([
      ["name", 2],
      ["owner", 2],
      ["model", 1],
      ["cpu_count", 1],
    ]);
  });

  test("sends values of their type, and nothing for what is taken back", () => {
    const choices = choicesOf(classes);
    const entry = (field: string, text: string, takeBack = false) => ({ id: 1, field, text, takeBack });
    expect(valuesOf([entry("cpu_count", "1,024"), entry("owner", "Shop", true)], choices)).toEqual({
      cpu_count: 1024,
      owner: null,
    });
  });

  test("tells problems first, and what becomes of how many", () => {
    const items = [item({}), item(changed), item({}, "has no owner")];
    expect(worstFirst(items).map(({ problem, changes }) => problem ?? Object.keys(changes).length)).toEqual([
      "has no owner",
      1,
      0,
    ]);
    expect(outcomeWords({ preview: true, items, refused: 1 })).toBe(
      "1 item would change, 1 stays as it is, 1 cannot be edited.",
    );
    expect(outcomeWords({ preview: false, items: [item(changed), item(changed)], refused: 0 })).toBe(
      "2 items changed.",
    );
  });
});
