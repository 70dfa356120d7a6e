import { describe, expect, it } from "vitest";
import { lastCheck } from "./lastCheck";
import { limitOfAlert, limitsOf, worstOfCounts } from "./thresholds";

const rule = {
  unit: "ratio" as const,
  thresholds: {
    critical: { side: "above" as const, limit: 0.97, clear: 0.95 },
    warning: { side: "above" as const, limit: 0.85, clear: 0.82 },
  },
};

describe("the limits of a rule", () => {
  it("are said in words with the rule's unit", () => {
    expect(limitsOf(rule).map((limit) => limit.words.replaceAll("\u00a0", " "))).toEqual([
      "critical above 97 %",
      "warning above 85 %",
    ]);
  });

  it("are narrowed to the one that an alert crossed", () => {
    expect(limitOfAlert(rule, { severity: "warning" }).map((limit) => limit.value)).toEqual([0.85]);
    expect(limitOfAlert(rule, { severity: "major" }).map((limit) => limit.value)).toEqual([0.97]);
  });
});

describe("the state of a rule", () => {
  it("is the worst of its alerts", () => {
    expect(worstOfCounts({ firing: 2, unknown: 1 }, rule)).toEqual({ state: "critical", word: "2 firing" });
    expect(worstOfCounts({ unknown: 1 }, rule).state).toBe("unknown");
    expect(worstOfCounts({ pending: 1, resolved: 9 }, rule).state).toBe("info");
    expect(worstOfCounts({}, rule)).toEqual({ state: "ok", word: "Quiet" });
  });
});

describe("the last check", () => {
  it("is the latest of all rules, if there was one", () => {
    expect(lastCheck(undefined)).toBeUndefined();
    expect(lastCheck([{ lastEvaluatedAt: null }])).toBeUndefined();
    expect(lastCheck([{ lastEvaluatedAt: "2026-11-22T14:00:00Z" }, { lastEvaluatedAt: "2026-11-22T14:00:05Z" }])).toBe(
      "2026-11-22T14:00:05Z",
    );
  });
});
