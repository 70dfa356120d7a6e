import { describe, expect, it } from "vitest";
import type { RangeAnswer } from "../../entities/metric";
import { type Answered, chartsOf, type ExplorerChart, emptyWords } from "./charts";

const grid = { start: 100, end: 120, step: 10 };

const answer = (matrix: RangeAnswer["matrix"], rest: Partial<RangeAnswer> = {}): RangeAnswer => ({
  grid,
  window: { from: 100_000, to: 120_000 },
  matrix,
  before: undefined,
  histograms: 0,
  warnings: [],
  infos: [],
  points: undefined,
  ...rest,
});

const line = (job: string, ...values: [number, string][]) => ({ metric: { __name__: "x", job }, values });

const query = (letter: string, unit: string | undefined, given: RangeAnswer): Answered => ({
  letter,
  expr: `x_${letter}`,
  unit,
  answer: given,
});

describe("the charts of the explorer", () => {
  it("are one for each unit, so that no axis has two", () => {
    const charts = chartsOf(
      [
        query("A", "By", answer([line("a", [100, "1"])])),
        query("B", "s", answer([line("a", [100, "2"])])),
        query("C", "By", answer([line("a", [100, "3"])])),
      ],
      0,
    );
    expect(charts.map(({ unit, letters, title }) => [unit, letters.join(""), title])).toEqual([
      ["By", "AC", "A, C"],
      ["s", "B", "B: x_B"],
    ]);
    expect(charts[0]?.data.series.map(({ label }) => label)).toEqual(["A x", "C x"]);
  });

  it("lay a comparison over the same times", () => {
    const before = [line("a", [0, "7"], [20, "9"]), line("gone", [0, "1"])];
    const [chart] = chartsOf([query("A", "s", answer([line("a", [100, "1"], [110, "2"])], { before }))], 100_000);
    expect(chart?.data.series).toEqual([{ label: "x", values: [1, 2, null], before: [7, null, 9] }]);
  });

  it("put queries of different moments on all times of both", () => {
    const later = answer([line("a", [110, "5"], [130, "6"])], { grid: { start: 110, end: 130, step: 10 } });
    const [chart] = chartsOf([query("A", "s", answer([line("a", [100, "1"])])), query("B", "s", later)], 0);
    expect(chart?.data.times).toEqual([100, 110, 120, 130]);
    expect(chart?.data.series[1]?.values).toEqual([null, 5, null, 6]);
  });

  it("say what they leave out", () => {
    const many = Array.from({ length: 9 }, (_, index) => line(`j${index}`, [100, "1"]));
    const [chart] = chartsOf([query("A", undefined, answer(many, { histograms: 2 }))], 0);
    expect(chart?.note).toContain("the highest 8 of 9 series");
    expect(chart?.note).toContain("2 native histograms have no line");
  });

  it("say why they are empty", () => {
    const queries = [query("A", "s", answer([], { histograms: 1 })), query("B", "By", answer([]))];
    const [histogram, nothing] = chartsOf(queries, 0) as [ExplorerChart, ExplorerChart];
    expect(histogram.note).toBe("1 native histogram has no line; the table has all");
    expect(emptyWords(histogram, queries)).toBe("Native histograms only, which have no line");
    expect(emptyWords(nothing, queries)).toBe("No data in this time range");
  });

  it("say that what is infinite has no line", () => {
    const queries = [query("A", "s", answer([line("a", [100, "+Inf"], [110, "NaN"])]))];
    const [chart] = chartsOf(queries, 0) as [ExplorerChart];
    expect(emptyWords(chart, queries)).toBe("Only infinities or NaN in this time range, which have no line");
  });
});
