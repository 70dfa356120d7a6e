import { expect, test } from "vitest";
import { barsOf, instantOf, STEPS, stepOf, totalOf } from "./strip";

const FROM = Date.parse("2026-11-23T13:00:00Z");
const WINDOW = { from: FROM, to: FROM + STEPS * 60_000 };
const minute = (count: number) => new Date(FROM + count * 60_000).toISOString();
const alert = (ciId: string, severity: "critical" | "warning", from: number, to?: number) => ({
  ciId,
  severity,
  startedAt: minute(from - 1),
  firedAt: minute(from),
  resolvedAt: to === undefined ? null : minute(to),
});

test("a step counts each item once, by its worst alert while it fired", () => {
  const bars = barsOf(
    [
      alert("a", "warning", 0, 10),
      alert("a", "critical", 5, 8),
      alert("b", "warning", 6),
      alert("elsewhere", "critical", 0),
    ],
    WINDOW,
    (id) => id !== "elsewhere",
  );
  expect(bars[2]?.counts).toEqual({ warning: 1 });
  expect(bars[6]?.counts).toEqual({ critical: 1, warning: 1 });
  expect(bars[20]?.counts).toEqual({ warning: 1 });
  expect(bars.map(totalOf).reduce((a, b) => Math.max(a, b), 0)).toBe(2);
});

test("steps and instants lead to each other, and the last step of a live window is now", () => {
  for (const step of [0, 7, STEPS - 2]) {
    expect(stepOf(instantOf(step, WINDOW, true), WINDOW)).toBe(step);
  }
  expect(instantOf(STEPS - 1, WINDOW, true)).toBe("");
  expect(instantOf(STEPS - 1, WINDOW, false)).toBe(new Date(WINDOW.to).toISOString());
  expect(stepOf("", WINDOW)).toBe(STEPS - 1);
  expect(stepOf("2000-01-01T00:00:00Z", WINDOW)).toBe(0);
});
