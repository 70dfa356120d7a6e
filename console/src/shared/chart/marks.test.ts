import { describe, expect, it } from "vitest";
import { type Mark, placeMarks, rowsOf } from "./marks";

const mark = (at: number, label: string): Mark => ({ at, label, state: "critical" });
const same = (millis: number) => millis;

describe("marks on a chart", () => {
  it("stand alone when they are far apart", () => {
    const placed = placeMarks([mark(200, "b"), mark(100, "a")], same, 500);
    expect(placed.map(({ label, x, row }) => [label, x, row])).toEqual([
      ["a", 100, 0],
      ["b", 200, 0],
    ]);
    expect(rowsOf(placed)).toBe(1);
  });

  it("are stacked when two are nearer than a label", () => {
    const placed = placeMarks([mark(100, "a"), mark(140, "b")], same, 500);
    expect(placed.map(({ label, row }) => [label, row])).toEqual([
      ["a", 0],
      ["b", 1],
    ]);
    expect(rowsOf(placed)).toBe(2);
  });

  it("are merged when more than two are near, and every line stays", () => {
    const placed = placeMarks([mark(100, "a"), mark(110, "b"), mark(120, "c"), mark(300, "d")], same, 500);
    expect(placed.map(({ label }) => label)).toEqual(["a", "b +1", "d"]);
    expect(placed[1]?.lines).toEqual([110, 120]);
  });

  it("write to the left where there is no room, and not over the label before", () => {
    const placed = placeMarks([mark(410, "INC-42"), mark(490, "INC-43"), mark(-5, "x"), mark(501, "y")], same, 500);
    expect(placed.map(({ label, side, row }) => [label, side, row])).toEqual([
      ["INC-42", "right", 0],
      ["INC-43", "left", 1],
    ]);
    expect(rowsOf([])).toBe(0);
  });
});
