import { describe, expect, it } from "vitest";
import { compareMillisOf, DEFAULTS, letterOf, offOf, queriesOf, toggled, viewOf, withQueries } from "./state";

describe("the explorer's queries in the address", () => {
  it("come back as they were written, without holes", () => {
    const written = withQueries(["up", "  ", "rate(x[5m])"]);
    expect(queriesOf({ ...DEFAULTS, ...written })).toEqual(["up", "rate(x[5m])"]);
    expect(written.q2).toBe("rate(x[5m])");
    expect(written.q3).toBe("");
  });

  it("are as many as there is room for", () => {
    expect(queriesOf(withQueries(["1", "2", "3", "4", "5", "6", "7"]))).toHaveLength(6);
  });

  it("are called by letters and switched off by them", () => {
    expect([letterOf(0), letterOf(5)]).toEqual(["A", "F"]);
    expect(toggled("", "B")).toBe("B");
    expect(toggled("B", "A")).toBe("A,B");
    expect(toggled("A,B", "A")).toBe("B");
    expect(offOf("")).toEqual(new Set());
  });
});

describe("what the address does not know", () => {
  it("falls back to the default", () => {
    expect(viewOf("nonsense")).toBe("chart");
    expect(compareMillisOf("1w")).toBe(604_800_000);
    expect(compareMillisOf("nonsense")).toBe(0);
  });
});
