import { describe, expect, it } from "vitest";
import { formatAge, formatDuration, formatInstant, formatShort, formatWindow } from "./format";

const NOW = Date.UTC(2026, 10, 23, 14, 25, 31);
const MINUTE = 60_000;

describe("times as words", () => {
  it.each([
    [0, "0 s"],
    [999, "1 s"],
    [45 * MINUTE, "45 min"],
    [60 * MINUTE, "1 h"],
    [90 * MINUTE, "1 h 30 min"],
    [52 * 60 * MINUTE, "2 d 4 h"],
    [24 * 60 * MINUTE + 30_000, "1 d"],
  ])("a duration of %i ms is %s", (millis, expected) => {
    expect(formatDuration(millis)).toBe(expected);
  });

  it.each([
    [0, "now"],
    [4_000, "4 s ago"],
    [23 * MINUTE, "23 min ago"],
    [3 * 60 * MINUTE, "3 h ago"],
    [50 * 60 * MINUTE, "2 d ago"],
    [-40_000, "in 40 s"],
  ])("an age of %i ms is %s", (millis, expected) => {
    expect(formatAge(NOW - millis, NOW)).toBe(expected);
  });

  it("a full instant names its day and zone", () => {
    expect(formatInstant(NOW, "UTC")).toBe("23 Nov 2026, 14:25:31 UTC");
  });

  it("another day is named, today is not", () => {
    expect(formatShort(NOW, "UTC", NOW)).toBe("14:25");
    expect(formatShort(NOW - 24 * 60 * MINUTE, "UTC", NOW)).toBe("22\u00a0Nov 14:25");
    expect(formatShort(NOW - 365 * 24 * 60 * MINUTE, "UTC", NOW)).toBe("23\u00a0Nov\u00a02025 14:25");
  });

  it("the time bar says both ends, the zone and the length", () => {
    expect(formatWindow({ from: NOW - 45 * MINUTE, to: NOW }, "UTC", NOW)).toEqual({
      times: "13:40 – 14:25",
      about: "UTC · 45 min",
    });
  });

  it("shifts with the zone", () => {
    expect(formatShort(NOW, "Asia/Tokyo", NOW)).toBe("23:25");
  });
});
