import { describe, expect, it } from "vitest";
import { foldOthers, isEmpty, lastOf, onGrid } from "./series";

const grid = { start: 100, end: 140, step: 10 };

describe("samples on the grid", () => {
  it("make no line of a series of native histograms", () => {
    const histograms = [{ metric: { a: "x" }, histograms: [] }];
    expect(onGrid(histograms, grid, () => "").series).toEqual([]);
  });

  it("leave a gap where there is no sample", () => {
    const data = onGrid(
      [
        {
          metric: { a: "x" },
          values: [
            [100, "1"],
            [130, "4"],
          ],
        },
      ],
      grid,
      (metric) => metric.a ?? "",
    );
    expect(data.times).toEqual([100, 110, 120, 130, 140]);
    expect(data.series).toEqual([{ label: "x", values: [1, null, null, 4, null] }]);
  });

  it("take NaN and what lies outside for nothing", () => {
    const data = onGrid(
      [
        {
          metric: {},
          values: [
            [90, "9"],
            [100, "NaN"],
            [110, "+Inf"],
            [150, "9"],
          ],
        },
      ],
      grid,
      () => "x",
    );
    expect(data.series[0]?.values).toEqual([null, null, null, null, null]);
    expect(isEmpty(data)).toBe(true);
  });

  it("know their last value although the newest is missing", () => {
    expect(lastOf({ label: "x", values: [1, 2, null] })).toEqual({ value: 2, index: 1 });
    expect(lastOf({ label: "x", values: [null] })).toBeUndefined();
  });
});

describe("more series than colours", () => {
  const many = {
    times: [0, 1],
    series: Array.from({ length: 11 }, (_, index) => ({ label: `s${index}`, values: [index, null] })),
  };

  it("keep the highest and sum the rest", () => {
    const folded = foldOthers(many, "sum");
    expect(folded.series.map((series) => series.label)).toEqual([
      "s10",
      "s9",
      "s8",
      "s7",
      "s6",
      "s5",
      "s4",
      "s3",
      "3 others",
    ]);
    expect(folded.series[8]?.values).toEqual([3, null]);
  });

  it("show the worst of utilisations instead of an average", () => {
    const folded = foldOthers(many, "worst");
    expect(folded.series[8]).toEqual({ label: "worst of 3 others", values: [2, null] });
  });

  it("leave all but the highest away where nothing is known of them", () => {
    expect(foldOthers(many, "highest").series.map((series) => series.label)).toEqual([
      "s10",
      "s9",
      "s8",
      "s7",
      "s6",
      "s5",
      "s4",
      "s3",
    ]);
  });

  it("are left alone up to eight", () => {
    const eight = { times: many.times, series: many.series.slice(0, 8) };
    expect(foldOthers(eight, "sum")).toBe(eight);
  });
});
