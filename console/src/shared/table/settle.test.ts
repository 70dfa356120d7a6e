import { describe, expect, it } from "vitest";
import { settle, settledWords } from "./settle";

type Row = { id: string; value: number };
const idOf = (row: Row) => row.id;
const row = (id: string, value = 0): Row => ({ id, value });

describe("a live list", () => {
  it("shows the first answer at once", () => {
    expect(settle(undefined, [row("a")], idOf)).toEqual({
      rows: [{ row: row("a"), gone: false }],
      arrived: 0,
      left: 0,
    });
    expect(settle([], [row("a")], idOf).arrived).toBe(0);
  });

  it("changes values in place and keeps the order, whatever the server's order is now", () => {
    const settled = settle([row("a", 1), row("b", 2)], [row("b", 9), row("a", 1)], idOf);
    expect(settled.rows.map((entry) => entry.row)).toEqual([row("a", 1), row("b", 9)]);
    expect(settledWords(settled)).toBeUndefined();
  });

  it("lets new rows wait and keeps rows that left", () => {
    const settled = settle([row("a"), row("b")], [row("new"), row("b")], idOf);
    expect(settled.rows).toEqual([
      { row: row("a"), gone: true },
      { row: row("b"), gone: false },
    ]);
    expect(settledWords(settled)).toBe("1 new, 1 no longer matches");
  });
});

describe("rows at the end", () => {
  it("are appended, for they move nothing", () => {
    const settled = settle([row("a"), row("b")], [row("new"), row("b"), row("c"), row("d")], idOf);
    expect(settled.rows.map((entry) => entry.row.id)).toEqual(["a", "b", "c", "d"]);
    expect(settledWords(settled)).toBe("1 new, 1 no longer matches");
  });

  it("wait when nothing that is shown matches any more", () => {
    const settled = settle([row("a")], [row("b"), row("c")], idOf);
    expect(settledWords(settled)).toBe("2 new, 1 no longer matches");
  });
});
