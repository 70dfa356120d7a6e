import type uPlot from "uplot";
import { describe, expect, it } from "vitest";
import { alignedOf, type ChartInput, chartOptions, colorOf, lonelyPoints, pictureOf } from "./options";
import type { ChartTheme } from "./theme";

const theme: ChartTheme = {
  series: ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"],
  other: "grey",
  grid: "grid",
  axis: "axis",
  ground: "ground",
  state: (state) => state,
};

const input = (rest: Partial<ChartInput> = {}): ChartInput => ({
  data: { times: [0, 10, 20], series: [{ label: "a", values: [1, null, 3] }] },
  from: 0,
  to: 20_000,
  limits: [],
  marks: [],
  width: 600,
  height: 150,
  zone: "UTC",
  theme,
  ...rest,
});

const events = { onZoom: () => undefined, onCursor: () => undefined };
const built = (given: ChartInput) => {
  const picture = pictureOf(given);
  return { picture, options: chartOptions(() => picture, events) };
};

describe("the options of a chart", () => {
  it("draw gaps as gaps and show a sample that stands alone as a dot", () => {
    const { options } = built(input());
    expect(options.series[1]).toMatchObject({ label: "a", spanGaps: false, stroke: "c1" });
    expect(alignedOf(input().data)).toEqual([
      [0, 10, 20],
      [1, null, 3],
    ]);
    expect(lonelyPoints([1, null, 3, 4, null])).toEqual([0]);
    expect(lonelyPoints([null, 2, null])).toEqual([1]);
  });

  it("draw the period before as a dashed line of the same colour, and make room for it", () => {
    const data = { times: [0, 10], series: [{ label: "a", values: [1, 2], before: [7, null] }] };
    const { picture, options } = built(input({ data }));
    expect(options.series).toHaveLength(3);
    expect(options.series[2]).toMatchObject({ label: "a, before", stroke: "c1", dash: [5, 4] });
    expect(alignedOf(data)).toEqual([
      [0, 10],
      [1, 2],
      [7, null],
    ]);
    expect(picture.axis.max).toBeGreaterThanOrEqual(7);
  });

  it("show the whole range that was asked for, even without samples in it", () => {
    const { options } = built(input({ from: -50_000, to: 90_000 }));
    const range = options.scales?.x?.range as () => [number, number];
    expect(range()).toEqual([-50, 90]);
  });

  it("make room on the axis for the limit", () => {
    const limits = [{ value: 8, words: "critical above 8", direction: "above" as const, state: "critical" as const }];
    const { picture } = built(input({ limits }));
    expect([picture.axis.min, picture.axis.max]).toEqual([0, 10]);
  });

  it("make room above the plot for the labels of marks", () => {
    expect(built(input()).picture.top).toBe(8);
    const marks = [5_000, 5_500].map((at) => ({ at, label: "INC-1", state: "critical" as const }));
    expect(built(input({ marks })).picture.top).toBeGreaterThan(30);
  });

  it("follow the picture of the moment without being made anew", () => {
    let picture = pictureOf(input());
    const options = chartOptions(() => picture, events);
    picture = pictureOf(input({ from: 100_000, to: 200_000 }));
    const range = options.scales?.x?.range as () => [number, number];
    expect(range()).toEqual([100, 200]);
    const values = options.axes?.[1]?.values as (plot: uPlot, splits: number[]) => string[];
    expect(values({} as uPlot, [0, 2])).toEqual(["0", "2"]);
  });

  it("give the ninth line and all after it the same grey", () => {
    expect(colorOf(7, theme)).toBe("c8");
    expect(colorOf(8, theme)).toBe("grey");
  });
});
