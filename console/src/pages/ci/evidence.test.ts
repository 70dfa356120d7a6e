import { describe, expect, test } from "vitest";
import type { RelatedItem, RelationEvidence } from "../../shared/api";
import { endedOf, proofOf, provenBy, waitingOf } from "./evidence";

const seen = (source: string, over: Partial<RelationEvidence> = {}): RelationEvidence => ({
  source,
  scope: "s",
  fromId: "a",
  type: "connects_to",
  toClass: "application",
  toKey: "b",
  toId: "b",
  confidence: 0.8,
  firstSeen: "2026-05-01T10:00:00Z",
  lastSeen: "2026-05-02T10:00:00Z",
  seenCount: 3,
  expiresAt: "2026-05-02T11:00:00Z",
  endedAt: null,
  ...over,
});
const related = {
  relation: {
    fromId: "a",
    type: "connects_to",
    toId: "b",
    source: "host",
    firstSeen: "2026-05-01T10:00:00Z",
    lastSeen: "2026-05-02T10:00:00Z",
  },
  outgoing: true,
} as RelatedItem;

describe("the evidence of a relation", () => {
  test("is of all sources together", () => {
    const [proven] = provenBy(
      [related],
      [
        seen("host"),
        seen("traces", { confidence: 0.95, firstSeen: "2026-04-01T10:00:00Z", expiresAt: "2026-05-03T00:00:00Z" }),
        seen("host", { toId: "c" }),
        seen("old", { endedAt: "2026-05-01T12:00:00Z" }),
      ],
    );
    expect(proven && proofOf(proven)).toEqual({
      sources: ["host", "traces"],
      firstSeen: "2026-04-01T10:00:00Z",
      lastSeen: "2026-05-02T10:00:00Z",
      seenCount: 6,
      confidence: 0.95,
      expiresAt: "2026-05-03T00:00:00Z",
    });
  });

  test("does not expire while one source holds it until it says otherwise", () => {
    const [proven] = provenBy([related], [seen("host"), seen("person", { expiresAt: null })]);
    expect(proven && proofOf(proven).expiresAt).toBeUndefined();
  });

  test("may be missing: then the relation itself says who saw it last", () => {
    const [proven] = provenBy([related], []);
    expect(proven && proofOf(proven)).toMatchObject({ sources: ["host"], seenCount: 0, confidence: undefined });
  });

  test("stays when it ended, and waits for an end that nobody knows", () => {
    const all = [
      seen("host", { endedAt: "2026-05-01T12:00:00Z" }),
      seen("csv", { toId: null }),
      seen("flow", { endedAt: "2026-05-03T12:00:00Z", toId: null }),
    ];
    expect(endedOf(all).map(({ source }) => source)).toEqual(["flow", "host"]);
    expect(waitingOf(all).map(({ source }) => source)).toEqual(["csv"]);
  });
});
