import { describe, expect, it } from "vitest";
import { pointsUsed, resolutionFor } from "./points";

describe("points in the place of samples", () => {
  it("are asked for when the step is as coarse as the finest of them", () => {
    expect(resolutionFor(10)).toBe("raw");
    expect(resolutionFor(120)).toBe("raw");
    expect(resolutionFor(300)).toBe("auto");
    expect(resolutionFor(86_400)).toBe("auto");
  });

  it("are named once each, the finer first, however many selectors they answered", () => {
    expect(
      pointsUsed([
        "PromQL info: answered from points of 1h (1:10)",
        "PromQL info: answered from points of 5m from 2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z (1:30)",
        "PromQL info: answered from points of 1h (1:50)",
      ]),
    ).toBe("from points of 5m, 1h");
  });

  it("are not spoken of when samples answered", () => {
    expect(pointsUsed([])).toBeUndefined();
    expect(
      pointsUsed(["PromQL info: answered from samples, for points of 1h cannot tell quantile_over_time (1:1)"]),
    ).toBeUndefined();
  });
});
