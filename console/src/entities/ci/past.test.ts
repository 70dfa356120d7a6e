import { describe, expect, test } from "vitest";
import { asOfQuery, asOfSearch, estateTimeOf } from "./past";

const AT = "2026-11-23T08:30:00.000Z";

describe("the estate at an instant", () => {
  test("is asked for and linked to by the same instant", () => {
    const time = estateTimeOf(AT, AT);
    expect(asOfQuery(time)).toEqual({ asOf: AT, knownAt: AT });
    expect(asOfSearch(time)).toEqual({ at: AT, known: AT });
  });

  test("is that of now without one", () => {
    const now = estateTimeOf("", "");
    expect([asOfQuery(now), asOfSearch(now)]).toEqual([{}, {}]);
  });

  test("takes nothing that is no instant, nor what was known when without an instant", () => {
    expect(estateTimeOf("yesterday", AT)).toEqual({ at: "", known: "" });
    expect(estateTimeOf(AT, "never")).toEqual({ at: AT, known: "" });
  });
});
