import { describe, expect, it } from "vitest";
import { colsOf, countWords, parseSort, toggleSort, visibleColumns } from "./listState";

const columns = [{ id: "state" }, { id: "title" }, { id: "since" }, { id: "rule", optional: true }];

describe("the sort in the address", () => {
  it("is read term by term", () => {
    expect(parseSort("-openedAt,severity")).toEqual([
      { field: "openedAt", descending: true },
      { field: "severity", descending: false },
    ]);
  });

  it("ignores what is no sort term", () => {
    expect(parseSort("!!,,a b,--x,title")).toEqual([{ field: "title", descending: false }]);
  });

  it("turns around at the second click and gives the own order back at the third", () => {
    const clicks = [1, 2, 3].reduce<string[]>(
      (sorts) => [...sorts, toggleSort(sorts.at(-1) ?? "own", "title", "own", false)],
      [],
    );
    expect(clicks).toEqual(["title", "-title", "own"]);
    expect(toggleSort("title", "since", "own", true)).toBe("-since");
    expect(toggleSort("-since", "since", "own", true)).toBe("since");
    expect(toggleSort("since", "since", "own", true)).toBe("own");
  });
});

describe("the columns in the address", () => {
  it("are the page's own without a choice, and leave no trace", () => {
    expect(visibleColumns(columns, "")).toEqual(["state", "title", "since"]);
    expect(colsOf(columns, ["state", "title", "since"])).toBe("");
  });

  it("follow the address, but the state stays first", () => {
    expect(visibleColumns(columns, "title,rule,gone")).toEqual(["state", "title", "rule"]);
    expect(colsOf(columns, ["state", "rule"])).toBe("state,rule");
  });
});

describe("the number of rows", () => {
  it("says when it was not counted to the end", () => {
    expect(countWords(9_999)).toBe("9,999");
    expect(countWords(10_000)).toBe("10,000 or more");
  });
});
