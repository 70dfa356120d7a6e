import { describe, expect, it } from "vitest";
import type { DashboardPanel } from "../../shared/api";
import { placed } from "./repeat";
import { ALL } from "./variables";

const panel = (title: string, rest: Partial<DashboardPanel> = {}): DashboardPanel => ({
  title,
  description: "",
  kind: "time_series",
  width: 6,
  height: 5,
  unit: "",
  queries: [],
  thresholds: [],
  text: "",
  repeat: "",
  ...rest,
});

const shown = (panels: DashboardPanel[], chosen: Record<string, string[]>, choices: Record<string, string[]> = {}) =>
  placed(panels, chosen, choices).map((one) => [one.panel.title, ...Object.values(one.own).flat()].join(" "));

describe("panels that repeat", () => {
  it("stand once for each chosen value, and for all that there are when all are chosen", () => {
    const panels = [panel("A", { repeat: "host" }), panel("B")];
    expect(shown(panels, { host: ["x", "y"] })).toEqual(["A x", "A y", "B"]);
    expect(shown(panels, { host: [ALL] }, { host: ["x", "y", "z"] })).toEqual(["A x", "A y", "A z", "B"]);
  });

  it("are taken along by a row that repeats, up to the next row", () => {
    const panels = [
      panel("First"),
      panel("Row", { kind: "row", repeat: "host" }),
      panel("In", { repeat: "disk" }),
      panel("Next", { kind: "row" }),
      panel("Last"),
    ];
    expect(shown(panels, { host: ["x", "y"], disk: ["1", "2"] })).toEqual([
      "First",
      "Row x",
      "In x 1",
      "In x 2",
      "Row y",
      "In y 1",
      "In y 2",
      "Next",
      "Last",
    ]);
  });

  it("have keys that differ", () => {
    const keys = placed([panel("A", { repeat: "host" })], { host: ["x", "y"] }, {}).map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
  });
});
