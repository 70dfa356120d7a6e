import { describe, expect, it } from "vitest";
import { valueAxis } from "./axis";

const GIB = 1024 ** 3;

describe("the value axis", () => {
  it("starts at 0 and ends above the highest value", () => {
    const axis = valueAxis([40, 187], undefined, 3);
    expect(axis.ticks).toEqual([0, 100, 200]);
    expect([axis.min, axis.max]).toEqual([0, 200]);
  });

  it("counts in round numbers of the unit that is shown", () => {
    const axis = valueAxis([5.4 * GIB], "By", 4);
    expect(axis.unit).toBe("GiB");
    expect(axis.ticks.map(axis.format)).toEqual(["0", "2", "4", "6"]);
    expect(valueAxis([0.97], "1", 3).ticks.map(valueAxis([0.97], "1", 3).format)).toEqual(["0", "50", "100"]);
  });

  it("goes below 0 only for negative values", () => {
    const axis = valueAxis([-0.003, 0.004], "s", 4);
    expect(axis.unit).toBe("ms");
    expect(axis.min).toBeLessThanOrEqual(-0.003);
    expect(axis.ticks.map(axis.format)).toContain("0.0");
  });

  it("has a top although there is nothing to show", () => {
    expect(valueAxis([], "1", 3).max).toBe(1);
    expect(valueAxis([0.000_000_7], "1", 3).max).toBe(0.01);
    expect(valueAxis([0, 0], "By/s", 3).max).toBeGreaterThan(0);
  });
});
