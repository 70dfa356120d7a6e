import { describe, expect, it } from "vitest";
import type { Drift, DriftSum } from "../../shared/api";
import { accountWords, fieldWords, sidesWords, totalsBy } from "./words";

describe("the words of drift", () => {
  it("name the attribute or the relation", () => {
    expect(fieldWords({ kind: "differs", field: "cpu_count" })).toBe("cpu count");
    expect(fieldWords({ kind: "relation_extra", field: "runs_on 018f-1" })).toBe("runs on");
    expect(fieldWords({ kind: "missing", field: "" })).toBe("");
  });

  it("tell both sides with who says so", () => {
    const drift = { intended: "8", observed: null, intendedBy: ["dc", "plan"], observedBy: [] } as unknown as Drift;
    expect(sidesWords(drift)).toBe("intended 8 (dc, plan), seen nothing");
  });

  it("sum by whatever is asked for, the most open first", () => {
    const sum = (ciClass: string, site: string | null, open: number): DriftSum => ({
      ciClass,
      site,
      siteId: null,
      items: open,
      open,
      accepted: 1,
      ignored: 0,
    });
    const sums = [sum("server", "harbour", 1), sum("switch", "harbour", 4), sum("server", null, 2)];
    expect(totalsBy(sums, ({ ciClass }) => ciClass).map(({ name, open }) => [name, open])).toEqual([
      ["switch", 4],
      ["server", 3],
    ]);
    expect(totalsBy(sums, ({ site }) => site ?? "nowhere")[0]).toEqual({ name: "harbour", open: 5, decided: 2 });
  });

  it("account for every object of a file", () => {
    expect(
      accountWords([
        { kind: "dcim.site", total: 1, items: 1, relations: 0, folded: 0, skipped: {} },
        { kind: "auth.user", total: 1200, items: 0, relations: 0, folded: 0, skipped: { own: 1000, other: 200 } },
      ]),
    ).toBe("1 items, 1,200 skipped");
  });
});
