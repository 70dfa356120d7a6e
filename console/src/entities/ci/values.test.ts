import { describe, expect, test } from "vitest";
import type { PrecedenceRule, Resolution } from "../../shared/api";
import { precedenceOf, prospects, typedValue } from "./values";

const rule = (mode: PrecedenceRule["mode"], ...sources: string[]): PrecedenceRule => ({
  attributes: [],
  sources,
  mode,
  halfLife: null,
});
const saidBy = (...sources: string[]) =>
  [
    { attribute: "owner", mode: "locked", candidates: sources.map((source) => ({ statement: { source } })) },
  ] as unknown as Resolution[];

describe("what becomes of an edit", () => {
  test("is told by the rule of the attribute", () => {
    const owner = { ...rule("locked", "person", "*"), attributes: ["owner"] };
    const rest = rule("overwrite", "*", "person");
    expect(precedenceOf({ precedence: [owner, rest] }, "owner")).toBe(owner);
    expect(precedenceOf({ precedence: [owner, rest] }, "model")).toBe(rest);
    expect(precedenceOf({ precedence: [] }, "model").mode).toBe("overwrite");
  });

  test.each([
    [rule("locked", "person", "*"), saidBy("netbox"), /^Locked for people/],
    [rule("locked", "netbox", "host", "person"), saidBy("netbox", "host"), /netbox and host are trusted more/],
    [rule("overwrite", "host", "*"), saidBy("host"), /host is trusted more: yours counts when theirs is much older/],
    [rule("overwrite", "*"), saidBy("host"), /yours is the newest/],
    [rule("fill_if_empty", "*"), saidBy("csv"), /csv was first/],
    [rule("fill_if_empty", "*"), saidBy("person", "csv"), /yours was first/],
    [rule("locked", "netbox", "person"), saidBy("person"), /Nobody else/],
  ])("%j", (precedence, said, words) => {
    expect(prospects(precedence, "owner", said)).toMatch(words);
  });
});

describe("a value that somebody types", () => {
  test("is of the attribute's type", () => {
    expect(typedValue({ type: "integer" }, " 1,024 ")).toBe(1024);
    expect(typedValue({ type: "bytes" }, "64 GiB")).toBe(68_719_476_736);
    expect(typedValue({ type: "bytes" }, "1024")).toBe(1024);
    expect(typedValue({ type: "bytes" }, "1.5 K")).toBe(1536);
    expect(typedValue({ type: "list" }, "a, b\nc")).toEqual(["a", "b", "c"]);
    expect(typedValue({ type: "boolean" }, "true")).toBe(true);
    expect(typedValue({ type: "text" }, " Payments ")).toBe("Payments");
  });

  test("that is none is left for the server to refuse", () => {
    expect(typedValue({ type: "integer" }, "many")).toBe("many");
    expect(typedValue({ type: "bytes" }, "a lot")).toBe("a lot");
  });
});
