import { describe, expect, it } from "vitest";
import type { ServiceInterval } from "../../shared/api";
import { money, percent, target } from "./format";
import { segmentsOf } from "./strip";

const at = (hour: number) => Date.UTC(2026, 10, 23, hour);

function interval(state: ServiceInterval["state"], from: number, to: number | null): ServiceInterval {
  const instant = (hour: number) => new Date(at(hour)).toISOString();
  return { state, from: instant(from), to: to === null ? null : instant(to), why: null, healthPercent: null };
}

describe("a strip of states", () => {
  it("covers the range, and calls unknown what nobody told", () => {
    const strip = segmentsOf([interval("up", 2, 4), interval("down", 5, null)], at(0), at(8));
    expect(strip.map(({ state, start, width }) => [state, start, width])).toEqual([
      ["unknown", 0, 25],
      ["up", 25, 25],
      ["unknown", 50, 12.5],
      ["down", 62.5, 37.5],
    ]);
  });

  it("cuts what reaches beyond the range", () => {
    const strip = segmentsOf([interval("up", 0, 6), interval("degraded", 6, 20)], at(4), at(8));
    expect(strip.map(({ state, width }) => [state, width])).toEqual([
      ["up", 50],
      ["degraded", 50],
    ]);
    expect(segmentsOf([], at(8), at(8))).toEqual([]);
  });
});

describe("numbers of a service", () => {
  it("never round an availability up to a promise", () => {
    expect(percent(0.999999)).toBe("99.999 %");
    expect(percent(1)).toBe("100 %");
    expect(percent(null)).toBe("–");
  });

  it("say whether the promise is kept, where there is one", () => {
    expect(target(0.995, 99.5)).toBe("kept");
    expect(target(0.9949, 99.5)).toBe("broken");
    expect(target(0.5, null)).toBeUndefined();
    expect(target(null, 99)).toBeUndefined();
  });

  it("carry their currency", () => {
    expect(money(1200, "EUR")).toBe("1,200 EUR");
    expect(money(undefined, "EUR")).toBe("–");
  });
});
