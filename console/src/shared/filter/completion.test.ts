import { describe, expect, it } from "vitest";
import { type ListField, suggest } from "./completion";

const fields: ListField[] = [
  { name: "severity", type: "enum", values: ["critical", "major", "warning", "info"] },
  { name: "state", type: "enum", values: ["pending", "firing", "unknown"] },
  { name: "title", type: "text", values: [] },
  { name: "value", type: "number", values: [] },
  { name: "open", type: "boolean", values: [] },
];

const inputs = (typed: string) => suggest(typed, fields).map((suggestion) => suggestion.input);

describe("completion of the filter bar", () => {
  it("offers fields with the operator that suits their type", () => {
    expect(inputs("")).toEqual(["severity:", "state:", "title~", "value>", "open:"]);
    expect(inputs("-st")).toEqual(["-state:"]);
  });

  it("puts names that start with what was typed first", () => {
    expect(inputs("t")).toEqual(["title~", "severity:", "state:"]);
  });

  it("offers values after the colon and completes the term", () => {
    expect(inputs("severity:ma")).toEqual(["severity:major"]);
    expect(suggest("severity:ma", fields)[0]?.complete).toBe(true);
    expect(inputs("open:")).toEqual(["open:true", "open:false"]);
  });

  it("offers the remaining values after a comma", () => {
    expect(inputs("state:firing,")).toEqual(["state:firing,pending", "state:firing,unknown"]);
  });

  it("has nothing to offer for a free value", () => {
    expect(inputs("title~di")).toEqual([]);
    expect(inputs("nothing:x")).toEqual([]);
  });
});
