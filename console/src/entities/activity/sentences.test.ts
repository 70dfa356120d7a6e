import { describe, expect, it } from "vitest";
import type { Activity } from "../../shared/api";
import { sentenceOf } from "./sentences";

const activity = (verb: string, rest: Partial<Activity> = {}): Activity => ({
  id: 1,
  at: "2026-11-22T14:02:00Z",
  actor: { kind: "user", name: "mira" },
  record: { type: "incident", id: "INC-1" },
  verb,
  changes: {},
  ...rest,
});

describe("the time line in sentences", () => {
  it("says who took it", () => {
    const changes = { owner: { after: "mira" }, status: { before: "open", after: "acknowledged" } };
    expect(sentenceOf(activity("acknowledged", { changes }))).toEqual({
      who: "mira",
      did: "acknowledged and took it",
      kind: "people",
    });
  });

  it("quotes what people wrote", () => {
    expect(sentenceOf(activity("commented", { message: "Disk is full" }))).toMatchObject({
      kind: "comment",
      quote: "Disk is full",
    });
    expect(sentenceOf(activity("resolved", { message: "cleaned up" }))).toMatchObject({
      did: "resolved it",
      quote: "cleaned up",
    });
  });

  it("tells alerts as what they are, whoever wrote them down", () => {
    const actor = { kind: "system" as const, name: "alerts" };
    expect(sentenceOf(activity("alert-fired", { actor, message: "Disk: 97 % is above 95 %" }))).toEqual({
      who: "Alert",
      did: "Disk: 97 % is above 95 %",
      kind: "automation",
    });
  });

  it("names both severities and survives verbs that it does not know", () => {
    const changes = { severity: { before: "major", after: "critical" } };
    expect(sentenceOf(activity("severity-changed", { changes })).did).toBe("set the severity from major to critical");
    expect(sentenceOf(activity("frozen-solid")).did).toBe("frozen solid");
  });
});
