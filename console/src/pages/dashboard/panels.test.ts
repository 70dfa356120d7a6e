import { describe, expect, it } from "vitest";
import type { DashboardPanel } from "../../shared/api";
import { chartQueriesOf, ratioOf, severityOf, worstOf } from "./panels";

const panel: DashboardPanel = {
  title: "Load of $host",
  description: "",
  kind: "time_series",
  width: 6,
  height: 5,
  unit: "",
  queries: [{ expr: 'load{host=~"$host",job="$job"}', legend: "$host {{cpu}}" }],
  thresholds: [
    { from: 1, severity: "warning" },
    { from: 2, severity: "critical" },
  ],
  text: "",
  repeat: "host",
};

describe("a panel on the page", () => {
  it("asks with the value that it is repeated for", () => {
    const placed = { panel, index: 0, own: { host: ["a"] }, key: "" };
    expect(chartQueriesOf(placed, { host: ["a", "b"], job: ["x"] }, new Set(["host"]))).toEqual([
      { expr: 'load{host=~"a",job="x"}', label: "a {{cpu}}" },
    ]);
  });

  it("has the severity of the highest threshold that its value reached", () => {
    expect([0.9, 1, 1.5, 2, undefined].map((value) => severityOf(value, panel.thresholds))).toEqual([
      undefined,
      "warning",
      "warning",
      "critical",
      undefined,
    ]);
    expect(worstOf([undefined, "warning", "critical"])).toBe("critical");
    expect(worstOf([undefined])).toBeUndefined();
  });

  it("fills a gauge between its bounds, or those of its unit", () => {
    expect(ratioOf(30, { min: 20, max: 40, unit: "" })).toBe(0.5);
    expect(ratioOf(0.25, { unit: "1" })).toBe(0.25);
    expect([ratioOf(150, { unit: "%" }), ratioOf(-5, { unit: "%" }), ratioOf(1, { min: 2, max: 2, unit: "" })]).toEqual(
      [1, 0, 0],
    );
  });
});
