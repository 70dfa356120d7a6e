import { describe, expect, it } from "vitest";
import type { CiChange } from "../../shared/api";
import { groupChanges, itemsOf, kindWords, marksOf, reasonsOf } from "./changes";

let next = 1;
const change = (kind: string, ciClass: string, at: string): CiChange =>
  ({
    id: next++,
    at,
    ciId: `${next}`,
    ciClass,
    ciName: `${ciClass} ${next}`,
    kind,
    source: "host",
    changes: {},
  }) as CiChange;

describe("changes of the estate", () => {
  it("of one item within a minute are about one item", () => {
    const once = change("changed", "server", "2026-11-22T14:01:00Z");
    const again = { ...change("changed", "server", "2026-11-22T14:00:30Z"), ciId: once.ciId };
    const other = change("changed", "server", "2026-11-22T14:00:20Z");
    const [group] = groupChanges([once, again, other]);
    expect(group?.changes).toHaveLength(3);
    expect(itemsOf(group ?? { changes: [] }).map(({ ciId }) => ciId)).toEqual([once.ciId, other.ciId]);
  });

  it("tell who did it and why, once, where somebody said why", () => {
    const at = "2026-11-22T14:01:00Z";
    const moved = { ...change("changed", "server", at), source: "anna", reason: "a move" };
    expect(reasonsOf({ changes: [moved, { ...moved, ciId: "2" }, change("changed", "server", at)] })).toEqual([
      "anna: “a move”",
    ]);
  });

  it("are one line when one run found them", () => {
    const groups = groupChanges([
      change("changed", "server", "2026-11-22T14:01:00Z"),
      change("created", "package", "2026-11-22T14:00:02Z"),
      change("created", "disk", "2026-11-22T14:00:02Z"),
      change("created", "package", "2026-11-22T14:00:01Z"),
    ]);
    expect(groups.map((group) => [group.kind, group.ciClass, group.changes.length])).toEqual([
      ["changed", "server", 1],
      ["created", "package", 2],
      ["created", "disk", 1],
    ]);
  });

  it("stay apart when they are minutes apart", () => {
    const groups = groupChanges([
      change("created", "package", "2026-11-22T14:05:00Z"),
      change("created", "package", "2026-11-22T14:00:00Z"),
    ]);
    expect(groups).toHaveLength(2);
  });

  it("are marks of charts when they say something about a curve", () => {
    const one = change("changed", "server", "2026-11-22T14:30:00Z");
    const window = { from: Date.parse("2026-11-22T14:00:00Z"), to: Date.parse("2026-11-22T15:00:00Z") };
    const marks = marksOf(
      [
        change("changed", "server", "2026-11-22T15:00:01Z"),
        one,
        change("missing", "application", "2026-11-22T14:20:05Z"),
        change("missing", "application", "2026-11-22T14:20:00Z"),
        change("created", "package", "2026-11-22T14:10:00Z"),
      ],
      window,
      true,
    );
    expect(marks.map(({ at, label }) => [new Date(at).toISOString(), label])).toEqual([
      ["2026-11-22T14:30:00.000Z", `${one.ciName} changed`],
      ["2026-11-22T14:20:05.000Z", "2 no longer found"],
    ]);
    expect(marksOf([one], window, false)[0]?.label).toBe("changed");
  });

  it("are said in words, even a kind that is new", () => {
    expect(kindWords("missing")).toBe("no longer found");
    expect(kindWords("was_renamed")).toBe("was renamed");
  });
});
