import { describe, expect, it } from "vitest";
import type { ConfigurationItem, RelatedItem } from "../../shared/api";
import { aboutItem, partsOf, portsOf } from "./parts";

const item = (id: string, rest: object = {}) =>
  ({ id, name: id, ciClass: "file_system", health: "ok", attributes: {}, ...rest }) as unknown as ConfigurationItem;
const related = (type: string, outgoing: boolean, other: ConfigurationItem) =>
  ({ relation: { type }, outgoing, item: other }) as unknown as RelatedItem;

describe("what makes an item up", () => {
  it("is what is part of it or runs on it, worst first", () => {
    const parts = partsOf([
      related("part_of", false, item("b")),
      related("part_of", false, item("a", { health: "major" })),
      related("installed_on", false, item("curl", { ciClass: "package" })),
      related("runs_on", true, item("host")),
    ]);
    expect(parts.map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("is asked for by one filter", () => {
    expect(aboutItem(item("host"), [related("part_of", false, item("disk"))])).toBe("ci:host,disk");
    expect(aboutItem(item("host"), undefined)).toBe("ci:host");
  });
});

describe("ports", () => {
  it("name their protocol", () => {
    expect(portsOf(item("x", { attributes: { tcp_ports: ["80", "443"], udp_ports: [443] } }))).toEqual([
      "80/tcp",
      "443/tcp",
      "443/udp",
    ]);
    expect(portsOf(item("x"))).toEqual([]);
  });
});
