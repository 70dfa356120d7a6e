import { describe, expect, it } from "vitest";
import type { Command } from "../../shared/command";
import { bySection, entryOfHit, isNumbered, matchingCommands, parseInput, scoreOf } from "./entries";

const command = (id: string, title: string, more: Partial<Command> = {}): Command => ({
  id,
  title,
  section: "General",
  run: () => undefined,
  ...more,
});

describe("what is typed into the palette", () => {
  it("asks for actions only after >", () => {
    expect(parseInput("> dark")).toEqual({ wanted: "actions", text: "dark" });
    expect(parseInput("  web 01 ")).toEqual({ wanted: "all", text: "web 01" });
  });

  it("asks for numbers only after #", () => {
    expect(parseInput("#41")).toEqual({ wanted: "numbers", text: "41" });
    expect(matchingCommands([command("go.incidents", "Incidents 41")], "#41")).toEqual([]);
    expect([isNumbered({ kind: "incident" }), isNumbered({ kind: "ci" })]).toEqual([true, false]);
  });

  it("matches every word, and a beginning better than a middle", () => {
    expect(scoreOf("aud", "Audit log")).toBeGreaterThan(scoreOf("log", "Audit log") ?? 99);
    expect(scoreOf("audit xyz", "Audit log")).toBeUndefined();
    expect(scoreOf("who", "Audit log", "who changed what")).toBe(1);
  });
});

describe("the entries of the palette", () => {
  const commands = [
    command("go.alerts", "Alerts", { section: "Go to" }),
    command("theme", "Use the dark theme"),
    command("search", "Search", { inPalette: false }),
  ];

  it("leave out what is for keys only", () => {
    expect(matchingCommands(commands, "").map((entry) => entry.id)).toEqual(["go.alerts", "theme"]);
  });

  it("leave out places when actions are asked for", () => {
    expect(matchingCommands(commands, ">").map((entry) => entry.id)).toEqual(["theme"]);
  });

  it("lead from a hit to its page", () => {
    const to = (kind: "ci" | "incident" | "alert") => {
      const entry = entryOfHit({ kind, id: "7", title: "t" });
      return entry && "to" in entry ? entry.to : undefined;
    };
    expect([to("ci"), to("incident"), to("alert")]).toEqual(["/ci/7", "/incidents/7", "/alerts?sel=7"]);
  });

  it("stand together by section", () => {
    const entries = matchingCommands([...commands, command("go.ci", "Inventory", { section: "Go to" })], "");
    expect(bySection(entries).map(([section, members]) => [section, members.length])).toEqual([
      ["Go to", 2],
      ["General", 1],
    ]);
  });
});
