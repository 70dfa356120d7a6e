import { describe, expect, it } from "vitest";
import type { Service } from "../../shared/api";
import { contentOf, draftOf, EMPTY, groupsOf, quorumOf } from "./draft";

const PART = { id: "1", name: "db-1", ciClass: "server", weight: "2", group: "" };

describe("a service in the form", () => {
  it("sends what is typed, and nothing for what is not", () => {
    const content = contentOf({
      ...EMPTY,
      name: " shop ",
      valuePerHour: "12.5",
      currency: "eur",
      works: "2",
      parts: [PART, { ...PART, id: "2", weight: "", group: "nodes" }],
    });
    expect(content.name).toBe("shop");
    expect(content.owner).toBeNull();
    expect(content.valuePerHour).toBe(12.5);
    expect(content.currency).toBe("EUR");
    expect(content.quorum).toEqual({ rule: "k_of_n", needed: 2 });
    expect(content.parts).toEqual([
      { id: "1", weight: 2, group: null },
      { id: "2", weight: null, group: "nodes" },
    ]);
    expect(content.groups).toEqual([{ name: "nodes", quorum: { rule: "any", needed: null } }]);
  });

  it("forgets a group that no part names any more", () => {
    expect(groupsOf({ ...EMPTY, groups: { gone: "2" } })).toEqual([]);
  });

  it("comes back as it was read", () => {
    const quorum = { rule: "k_of_n", needed: 2 } as const;
    const service = {
      ciClass: "technical_service",
      name: "db",
      parts: [{ id: "1", name: "db-1", ciClass: "server", weight: 3, group: "nodes", source: "person" }],
      groups: [{ name: "nodes", quorum }],
      quorum: { rule: "all", needed: null },
      valuePerHour: null,
      availabilityTarget: 99.9,
    } as unknown as Service;
    const content = contentOf(draftOf(service));
    expect(content.groups).toEqual([{ name: "nodes", quorum }]);
    expect(content.availabilityTarget).toBe(99.9);
    expect(content.parts[0]).toEqual({ id: "1", weight: 3, group: "nodes" });
  });

  it("leaves what is no quorum to be refused", () => {
    expect(quorumOf("half")).toEqual({ rule: "k_of_n", needed: 0 });
    expect(quorumOf(" Any ")).toEqual({ rule: "any", needed: null });
  });
});
