import { describe, expect, test } from "vitest";
import type { CiClass, ConfigurationItem, RelatedItem } from "../../shared/api";
import { neighbourGraph } from "./neighbours";

const CLASSES = [{ name: "package", label: "Package", plural: "Packages" }] as CiClass[];
const item = (id: string, health = "ok", ciClass = "package") =>
  ({ id, name: id, ciClass, health }) as ConfigurationItem;
const related = (other: ConfigurationItem, outgoing: boolean, type = "installed_on") =>
  ({ relation: { type, id: other.id }, outgoing, item: other }) as unknown as RelatedItem;
const host = item("host", "ok", "server");
const packages = (count: number, health = "ok") =>
  Array.from({ length: count }, (_, index) => related(item(`p${health}${index}`, health), false));

describe("the map of an item's neighbours", () => {
  test("has what it points at after it, and what points at it before it", () => {
    const { nodes, edges } = neighbourGraph(
      host,
      [related(item("rack"), true, "part_of"), related(item("app"), false)],
      CLASSES,
    );
    expect(nodes.map(({ id }) => id).sort()).toEqual(["app", "host", "rack"]);
    expect(edges).toContainEqual({ from: "host", to: "rack" });
    expect(edges).toContainEqual({ from: "app", to: "host" });
  });

  test("folds the many of one class, but nothing that is in trouble", () => {
    const { nodes } = neighbourGraph(host, [...packages(400), ...packages(9, "major")], CLASSES);
    const fold = nodes.find(({ folds }) => folds !== undefined);
    expect(nodes.filter(({ state }) => state === "major")).toHaveLength(9);
    expect([fold?.label, fold?.folds]).toEqual(["+400 packages", 400]);
  });

  test("never has more than 300 cards", () => {
    const { nodes } = neighbourGraph(host, packages(900, "critical"), CLASSES);
    expect(nodes.length).toBeLessThanOrEqual(300);
  });

  test("shows an item that is related twice once", () => {
    const db = item("db");
    const { nodes, edges } = neighbourGraph(
      host,
      [related(db, true, "uses"), related(db, true, "connects_to")],
      CLASSES,
    );
    expect([nodes.length, edges.length]).toEqual([2, 2]);
  });
});
