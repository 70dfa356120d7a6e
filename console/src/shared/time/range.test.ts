import { describe, expect, it } from "vitest";
import {
  absoluteRange,
  isLive,
  liveRange,
  parseInstant,
  rangeOf,
  steppedRange,
  type TimeRange,
  windowOf,
  zoomedOutRange,
} from "./range";

const NOW = Date.UTC(2026, 10, 23, 14, 25);
const HOUR = 3_600_000;
const last = (from: string): TimeRange => ({ from, to: "now", zone: "UTC" });

describe("an instant in the address", () => {
  it.each([
    ["now", NOW],
    ["now-90s", NOW - 90_000],
    ["now-15m", NOW - 900_000],
    ["now-1h", NOW - HOUR],
    ["now-2d", NOW - 48 * HOUR],
    ["now-1w", NOW - 168 * HOUR],
    ["now+5m", NOW + 300_000],
    ["2026-11-23T13:40:00Z", Date.UTC(2026, 10, 23, 13, 40)],
    ["2026-11-23T14:40:00+01:00", Date.UTC(2026, 10, 23, 13, 40)],
    ["1795441200000", 1_795_441_200_000],
    ["1795441200", 1_795_441_200_000],
  ])("%s is understood", (text, expected) => {
    expect(parseInstant(text, NOW)).toBe(expected);
  });

  it.each(["", "yesterday", "now-", "now-1y", "now - 1h", "12", "2026-99-99", "-1h"])("%s is refused", (text) => {
    expect(parseInstant(text, NOW)).toBeUndefined();
  });
});

describe("the range of an address", () => {
  it("is the last hour when nothing is said", () => {
    expect(rangeOf({}, "Europe/Lisbon")).toEqual({ from: "now-1h", to: "now", zone: "Europe/Lisbon" });
  });

  it("keeps what can be read", () => {
    expect(rangeOf({ from: "now-3h", to: "now-1h", tz: "utc" }, "Europe/Lisbon")).toEqual({
      from: "now-3h",
      to: "now-1h",
      zone: "UTC",
    });
  });

  it.each([
    { from: "now", to: "now-1h" },
    { from: "garbage", to: "now" },
    { from: "now-1h", to: "now-1h" },
  ])("falls back when it is unreadable or empty: %o", (search) => {
    expect(rangeOf(search, "UTC")).toEqual({ from: "now-1h", to: "now", zone: "UTC" });
  });

  it("ignores a zone that does not exist", () => {
    expect(rangeOf({ tz: "Mars/Olympus" }, "Europe/Lisbon").zone).toBe("Europe/Lisbon");
  });
});

describe("moving in time", () => {
  it("steps back by one window, and is no longer live", () => {
    const back = steppedRange(last("now-1h"), NOW, -1);
    expect(windowOf(back, NOW)).toEqual({ from: NOW - 2 * HOUR, to: NOW - HOUR });
    expect(isLive(back)).toBe(false);
  });

  it("becomes live when a step forward reaches the present", () => {
    const back = steppedRange(last("now-1h"), NOW, -1);
    expect(steppedRange(back, NOW, 1)).toEqual(last("now-1h"));
  });

  it("never shows the future", () => {
    const back = steppedRange(last("now-1h"), NOW, -1);
    const wide = zoomedOutRange(back, NOW);
    expect(windowOf(wide, NOW).to).toBeLessThanOrEqual(NOW);
  });

  it("doubles a live range from its start", () => {
    expect(zoomedOutRange(last("now-1h"), NOW)).toEqual(last("now-2h"));
  });

  it("returns to the present with the same length", () => {
    const fixed = absoluteRange(last("now-90m"), NOW - 5 * HOUR);
    expect(liveRange(fixed, NOW)).toEqual(last("now-90m"));
  });

  it("writes absolute ends for a shared link", () => {
    expect(absoluteRange(last("now-45m"), NOW)).toEqual({
      from: "2026-11-23T13:40:00.000Z",
      to: "2026-11-23T14:25:00.000Z",
      zone: "UTC",
    });
  });

  it("stays the same window after a round trip through the address", () => {
    const fixed = absoluteRange(last("now-45m"), NOW);
    expect(windowOf(rangeOf({ from: fixed.from, to: fixed.to }, "UTC"), NOW + HOUR)).toEqual({
      from: NOW - 45 * 60_000,
      to: NOW,
    });
  });
});
