import { describe, expect, it } from "vitest";
import { runsOf, sharesOf, stackOf } from "./stacking";

const DATA = {
  times: [0, 10, 20, 30],
  series: [
    { label: "a", values: [1, 2, null, 3] },
    { label: "b", values: [1, null, null, -1] },
    { label: "c", values: [2, 4, null, -2] },
  ],
};

describe("stacked lines", () => {
  it("each begin where the one before ends, negative ones below zero", () => {
    const { edges, bases } = stackOf(DATA);
    expect(edges.series.map(({ values }) => values)).toEqual([
      [1, 2, null, 3],
      [2, 2, null, -1],
      [4, 6, null, -3],
    ]);
    expect(bases).toEqual([
      [0, 0, null, 0],
      [1, 2, null, 0],
      [2, 2, null, -1],
    ]);
  });

  it("of the sum are shares of all amounts", () => {
    expect(sharesOf(DATA).series.map(({ values }) => values)).toEqual([
      [0.25, 2 / 6, null, 0.5],
      [0.25, null, null, -1 / 6],
      [0.5, 4 / 6, null, -2 / 6],
    ]);
    expect(sharesOf({ times: [0], series: [{ label: "a", values: [0] }] }).series[0]?.values).toEqual([null]);
  });

  it("are filled between two gaps", () => {
    expect(runsOf([null, 1, 2, null, 3])).toEqual([
      [1, 3],
      [4, 5],
    ]);
    expect(runsOf([])).toEqual([]);
  });
});
