import { describe, expect, it } from "vitest";
import { closed, type ListField, suggest } from "./completion";

const fields: ListField[] = [
  { name: "severity", type: "enum", values: ["critical", "major", "warning", "info"] },
  { name: "state", type: "enum", values: ["pending", "firing", "unknown"] },
  { name: "title", type: "text", values: [] },
  { name: "value", type: "number", values: [] },
  { name: "open", type: "boolean", values: [] },
];

const flat = { fields, relations: [] };
const inputs = (typed: string) => suggest(typed, flat).map((suggestion) => suggestion.input);

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
    expect(suggest("severity:ma", flat)[0]?.complete).toBe(true);
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

describe("completion of a list whose rows are connected", () => {
  const items = {
    fields: [
      { name: "class", type: "enum", values: ["server", "service"] },
      { name: "name", type: "text", values: [] },
      { name: "attributes.model", type: "text", values: [] },
      { name: "attributes.name", type: "text", values: [] },
    ] satisfies ListField[],
    relations: ["depends_on", "is_needed_by", "related"],
  };
  const offered = (typed: string) => suggest(typed, items).map(({ input }) => input);

  it("offers relations beside the fields, and first that to anything", () => {
    expect(offered("")).toEqual([
      "class:",
      "name~",
      "model~",
      "attributes.name~",
      "related(",
      "depends_on(",
      "is_needed_by(",
    ]);
    expect(offered("-need")).toEqual(["-is_needed_by("]);
  });

  it("offers attributes without their prefix, where no field has the name", () => {
    expect(offered("mod")).toEqual(["model~"]);
    expect(offered("attributes.mod")).toEqual(["model~"]);
    expect(offered("attributes.n")).toEqual(["attributes.name~"]);
  });

  it("completes the filter within the parentheses, and closes it", () => {
    expect(offered("depends_on(cl")).toEqual(["depends_on(class:", "depends_on(cl)"]);
    expect(offered("depends_on(class:serv")).toEqual([
      "depends_on(class:server",
      "depends_on(class:service",
      "depends_on(class:serv)",
    ]);
    const [close] = suggest("depends_on(class:server", items);
    expect(close).toMatchObject({ input: "depends_on(class:server)", label: ")", complete: true });
    expect(offered("depends_on(class:server na")).toEqual([
      "depends_on(class:server name~",
      "depends_on(class:server attributes.name~",
      "depends_on(class:server na)",
    ]);
    expect(
      suggest("depends_on(class:server", items).every(({ input, complete }) => complete === input.endsWith(")")),
    ).toBe(true);
  });

  it("goes three deep and no deeper", () => {
    expect(offered("related(related(rel")).toContain("related(related(related(");
    expect(offered("related(related(related(rel")).toEqual(["related(related(related(rel)"]);
    const [close] = suggest("related(related(class:server", items);
    expect(close).toMatchObject({ input: "related(related(class:server)", complete: false });
  });

  it("closes what is left open when it is taken as it is", () => {
    expect(closed("related(related(name:a ")).toBe("related(related(name:a))");
    expect(closed("name:a")).toBe("name:a");
  });
});
