import { describe, expect, it } from "vitest";
import { sparkLines } from "./sparkLines";

describe("the course behind a number", () => {
  it("fills its box, from the lowest to the highest value", () => {
    expect(sparkLines([2, 4, 3])).toEqual(["0.0,24.0 50.0,0.0 100.0,12.0"]);
  });

  it("is broken where there is no sample, and a sample alone is no line", () => {
    expect(sparkLines([0, 1, null, 1, null])).toEqual(["0.0,24.0 25.0,0.0"]);
    expect(sparkLines([null, 1])).toEqual([]);
    expect(sparkLines([])).toEqual([]);
  });

  it("of one value is flat", () => {
    expect(sparkLines([5, 5])).toEqual(["0.0,24.0 100.0,24.0"]);
  });
});
