import { describe, expect, test } from "vitest";
import { instantFrom, wallText } from "./wall";

const NOW = Date.parse("2026-11-23T12:00:00Z");

describe("an instant that somebody types", () => {
  test("is read by the clock of the zone that is shown", () => {
    expect(instantFrom("2026-11-23 08:30", "Europe/Berlin", NOW)).toBe("2026-11-23T07:30:00.000Z");
    expect(instantFrom("2026-07-01 08:30:15", "Europe/Berlin", NOW)).toBe("2026-07-01T06:30:15.000Z");
    expect(instantFrom("2026-11-23", "UTC", NOW)).toBe("2026-11-23T00:00:00.000Z");
  });

  test("may be relative, or carry its own zone", () => {
    expect(instantFrom("now-2h", "Europe/Berlin", NOW)).toBe("2026-11-23T10:00:00.000Z");
    expect(instantFrom("2026-11-23T08:30:00Z", "Asia/Tokyo", NOW)).toBe("2026-11-23T08:30:00.000Z");
  });

  test("comes back as it is shown, also beside a change of clocks", () => {
    for (const text of [
      "2026-10-24T23:30:00Z",
      "2026-10-25T02:30:00Z",
      "2026-03-29T00:59:00Z",
      "2026-03-29T01:00:00Z",
    ]) {
      const millis = Date.parse(text);
      expect(instantFrom(wallText(millis, "Europe/Berlin"), "Europe/Berlin", NOW)).toBe(new Date(millis).toISOString());
    }
  });

  test("is none when there is no such day or hour, or it means nothing", () => {
    expect(instantFrom("2026-02-31 10:00", "UTC", NOW)).toBeUndefined();
    expect(instantFrom("2026-03-29 02:30", "Europe/Berlin", NOW)).toBeUndefined();
    expect(instantFrom("yesterday", "UTC", NOW)).toBeUndefined();
  });
});
