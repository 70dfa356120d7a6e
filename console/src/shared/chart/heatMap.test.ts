import { describe, expect, it } from "vitest";
import { heatMapOf, isHeatEmpty, strengthOf, summariseHeat, wordsOf } from "./heatMap";

const GRID = { start: 0, end: 20, step: 10 };
const series = (labels: Record<string, string>, ...values: (number | undefined)[]) => ({
  metric: labels,
  values: values.flatMap((value, at): [number, string][] => (value === undefined ? [] : [[at * 10, String(value)]])),
});
const rowsOf = (...matrix: Parameters<typeof heatMapOf>[0][number]["matrix"]) =>
  heatMapOf([{ legend: "", matrix }], GRID).rows.map(({ low, high, counts }) => [low, high, counts]);

describe("a heat map", () => {
  it("of a classic histogram has what each bucket holds more than the one below", () => {
    expect(rowsOf(series({ le: "+Inf" }, 9, 4), series({ le: "0.1" }, 2, 0), series({ le: "0.5" }, 7, 4))).toEqual([
      [Number.NEGATIVE_INFINITY, 0.1, [2, 0, null]],
      [0.1, 0.5, [5, 4, null]],
      [0.5, Number.POSITIVE_INFINITY, [2, 0, null]],
    ]);
  });

  it("adds up series, each with the buckets that it has, and none counts below nothing", () => {
    const first = [series({ host: "a", le: "1" }, 3), series({ host: "a", le: "+Inf" }, 2.9)];
    const second = [
      series({ host: "b", le: "1" }, 1),
      series({ host: "b", le: "2" }, 5),
      series({ host: "b", le: "+Inf" }, 5),
    ];
    expect(rowsOf(...first, ...second)).toEqual([
      [Number.NEGATIVE_INFINITY, 1, [4, null, null]],
      [1, 2, [4, null, null]],
    ]);
  });

  it("of native histograms has their buckets, and the gaps between them", () => {
    const sample = (...buckets: [number, string, string, string][]) => ({ count: "9", sum: "1", buckets });
    const histograms: [number, ReturnType<typeof sample>][] = [
      [0, sample([3, "-0.001", "0.001", "1"], [0, "1", "2", "4"])],
      [20, sample([0, "4", "8", "2"])],
    ];
    expect(rowsOf({ metric: {}, histograms })).toEqual([
      [-0.001, 0.001, [1, null, 0]],
      [0.001, 1, [0, null, 0]],
      [1, 2, [4, null, 0]],
      [2, 4, [0, null, 0]],
      [4, 8, [0, null, 2]],
    ]);
  });

  it("has at most so many rows, and loses no count", () => {
    const matrix = Array.from({ length: 200 }, (_, index) => series({ le: String(index) }, index + 1));
    const map = heatMapOf([{ legend: "", matrix }], GRID);
    expect(map.rows.length).toBeLessThanOrEqual(48);
    expect(map.rows.reduce((sum, { counts }) => sum + (counts[0] ?? 0), 0)).toBe(200);
  });

  it("of other series has a row for each", () => {
    const map = heatMapOf(
      [{ legend: "{{size}}", matrix: [series({ size: "10 k" }, 1), series({ size: "9 k" }, 3)] }],
      GRID,
    );
    expect(map.rows.map(({ name }) => name)).toEqual(["9 k", "10 k"]);
    expect(map.max).toBe(3);
  });

  it("is empty without samples", () => {
    expect(isHeatEmpty(heatMapOf([{ legend: "", matrix: [] }], GRID))).toBe(true);
    expect(isHeatEmpty(heatMapOf([{ legend: "", matrix: [series({ le: "1" }, 0)] }], GRID))).toBe(false);
  });

  it("is told in a sentence", () => {
    const map = heatMapOf([{ legend: "", matrix: [series({ le: "1" }, 1, 9), series({ le: "+Inf" }, 6, 10)] }], GRID);
    const say = (bound: number) => `${bound} s`;
    expect(summariseHeat("Latency", map, say, String, (seconds) => `${seconds}`)).toBe(
      "Latency from 0 to 20: most in up to 1 s; at once most at 10: 9 in up to 1 s; from up to 1 s to over 1 s.",
    );
    expect(wordsOf({ low: 1, high: 2, counts: [] }, say)).toBe("1 s to 2 s");
    expect(strengthOf(25, 100)).toBe(0.5);
    expect([strengthOf(0, 100), strengthOf(1, 0), strengthOf(200, 100)]).toEqual([0, 0, 1]);
  });
});
