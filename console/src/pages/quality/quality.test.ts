import { describe, expect, test } from "vitest";
import type { CiClass, ConfigurationItem } from "../../shared/api";
import { qualityOf } from "./quality";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const attribute = (name: string, required = false) => ({
  name,
  label: name,
  constraint: { required, unique: false, oneOf: [] },
});
const server = {
  attributes: [attribute("model"), attribute("owner"), attribute("serial", true), attribute("support_group")],
} as unknown as CiClass;
const item = (name: string, attributes: Record<string, unknown>, over: object = {}) =>
  ({
    id: name,
    name,
    attributes,
    lifecycle: "in_service",
    lastSeen: "2026-11-23T11:00:00Z",
    ...over,
  }) as unknown as ConfigurationItem;

describe("the quality of a class", () => {
  const items = [
    item("a", { serial: "1", owner: "Payments", model: "R640" }),
    item("b", { serial: "", owner: null }, { lastSeen: "2026-11-01T00:00:00Z" }),
    item("c", { serial: "3", support_group: "Ops", stage: "in_stock" }),
    item("d", { serial: "4", stage: "in_service" }, { lifecycle: "missing" }),
  ];
  const { completeness, findings, score } = qualityOf(items, server, NOW);
  const names = (id: string) => findings.find((finding) => finding.id === id)?.items.map(({ name }) => name);

  test("tells what is filled, what is wanted first and the emptiest first", () => {
    expect(completeness.map(({ attribute: { name }, wanted, filled }) => [name, wanted, filled])).toEqual([
      ["serial", "required", 3],
      ["owner", "expected", 1],
      ["support_group", "expected", 1],
      ["model", "optional", 1],
    ]);
    expect(score).toBeCloseTo(5 / 12);
  });

  test("names the items that break a rule", () => {
    expect(names("required")).toEqual(["b"]);
    expect(names("unowned")).toEqual(["b"]);
    expect(names("stale")).toEqual(["b"]);
    expect(names("missing")).toEqual(["d"]);
    expect(names("unintended")).toEqual(["c"]);
    expect(names("vanished")).toEqual(["d"]);
  });

  test("of nothing is unknown, not perfect", () => {
    expect(qualityOf([], server, NOW).score).toBeUndefined();
  });
});
