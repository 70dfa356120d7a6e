import { describe, expect, test } from "vitest";
import { isShown, placeOf, shownOf, shownWords } from "./searches";

const views = [
  { id: "open", q: "state:open" },
  { id: "missing", q: "state:open kind:missing" },
  { id: "all", q: "" },
];

describe("a search that was kept", () => {
  test.each([
    ["state:open", "open", ""],
    ["state:open name~db", "open", "name~db"],
    ["state:open kind:missing name~db", "missing", "name~db"],
    ["state:open,closed", "all", "state:open,closed"],
    ["name~db", "all", "name~db"],
    ["", "all", ""],
  ])("%s stands in the view that it was made in", (q, view, rest) => {
    expect(placeOf(q, views)).toEqual({ view, q: rest });
  });

  test("loses nothing where no view can hold it", () => {
    expect(placeOf("name~db", [{ id: "server", q: "class:server" }])).toEqual({ view: "server", q: "name~db" });
  });

  test("is the one that is shown when filter, order and columns are its own", () => {
    const state = { list: "cis", q: "class:server ", sort: "name", defaultSort: "name", cols: "", views: [] };
    expect(isShown({ q: "class:server", sort: null }, state)).toBe(true);
    expect(isShown({ q: "class:server", sort: "-name" }, state)).toBe(false);
    expect(isShown({ q: "class:disk", sort: "name" }, state)).toBe(false);
    expect(isShown({ q: "class:server", sort: null, columns: "health,owner" }, state)).toBe(false);
  });

  test("keeps order and columns only where they are not the list's own", () => {
    const own = { list: "cis", q: " x ", sort: "name", defaultSort: "name", cols: "", views: [] };
    const chosen = { ...own, sort: "-name,key", cols: "health,owner" };
    expect(shownOf(own)).toEqual({ q: "x", sort: null, columns: null });
    expect(isShown(shownOf(chosen), chosen)).toBe(true);
    expect([shownOf(own), shownOf(chosen)].map(shownWords)).toEqual([
      "",
      "sorted by -name, key · columns health, owner",
    ]);
  });
});
