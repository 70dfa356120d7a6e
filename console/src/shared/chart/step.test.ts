import { describe, expect, it } from "vitest";
import { gridOf, latestGridOf, parametersOf, stepFor } from "./step";

const minutes = (count: number) => count * 60_000;

describe("the step of a range query", () => {
  it("fits the width", () => {
    expect(stepFor(minutes(45), 600)).toBe(15);
    expect(stepFor(minutes(45), 300)).toBe(30);
    expect(stepFor(minutes(24 * 60), 600)).toBe(600);
    expect(stepFor(minutes(30 * 24 * 60), 600)).toBe(14_400);
  });

  it("is never finer than the collection and always round", () => {
    expect(stepFor(minutes(5), 2000)).toBe(10);
    expect(stepFor(minutes(5 * 366 * 24 * 60), 100)).toBe(86_400 * 56);
  });

  it("aligns the window, so that a moving window asks for the same samples", () => {
    const grid = gridOf(1_000_003_000, 1_000_603_000, 600);
    expect(grid).toEqual({ start: 1_000_010, end: 1_000_600, step: 10 });
    expect(grid.start % grid.step).toBe(0);
  });

  it("ends with the last collection where the figure of now is wanted, and still lies in the window", () => {
    const grid = latestGridOf(1_000_003_000, 1_003_657_000, 200);
    expect(grid).toEqual({ start: 1_000_050, end: 1_003_650, step: 60 });
    expect(latestGridOf(1_000_001_000, 1_000_002_000, 200)).toEqual({ start: 1_000_000, end: 1_000_000, step: 10 });
  });

  it("gives an empty window one point", () => {
    const grid = gridOf(1_000_001_000, 1_000_002_000, 600);
    expect(grid.end).toBe(grid.start);
  });

  it("asks for points over long ranges", () => {
    const day = gridOf(0, minutes(24 * 60), 600);
    expect(parametersOf("rate(x_total[$window])", day)).toEqual({
      query: "rate(x_total[600s])",
      start: "0",
      end: "86400",
      step: "600",
      resolution: "auto",
    });
    expect(parametersOf("x", gridOf(0, minutes(45), 600)).resolution).toBe("raw");
  });
});
