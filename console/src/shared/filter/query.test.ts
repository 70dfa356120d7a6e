import { describe, expect, it } from "vitest";
import { formatQuery, parseQuery, type Term, valuesOf, withTerm, withValues } from "./query";

/** The one term of a query. */
function one(q: string): Term {
  const [term] = parseQuery(q);
  if (!term) throw new Error(`no term in ${q}`);
  return term;
}

describe("the query language of lists", () => {
  it("reads typed terms", () => {
    expect(parseQuery("severity:critical,major -status:resolved size>=100 title~disk")).toEqual([
      { kind: "field", negated: false, field: "severity", operator: ":", values: ["critical", "major"] },
      { kind: "field", negated: true, field: "status", operator: ":", values: ["resolved"] },
      { kind: "field", negated: false, field: "size", operator: ">=", values: ["100"] },
      { kind: "field", negated: false, field: "title", operator: "~", values: ["disk"] },
    ]);
  });

  it("reads words and phrases as text", () => {
    expect(parseQuery('  disk "file system" ')).toEqual([
      { kind: "text", text: "disk" },
      { kind: "text", text: "file system" },
    ]);
  });

  it("keeps spaces, commas and quotes inside quoted values", () => {
    const q = 'name:"a b","c,d" title~"say \\"hi\\""';
    const terms = parseQuery(q);
    expect(terms).toEqual([
      { kind: "field", negated: false, field: "name", operator: ":", values: ["a b", "c,d"] },
      { kind: "field", negated: false, field: "title", operator: "~", values: ['say "hi"'] },
    ]);
    expect(formatQuery(terms)).toBe(q);
  });

  it.each([
    "severity:critical,major -status:resolved size>100",
    'disk "file system"',
    'name:"a b"',
    '"severity:critical" "-x"',
    "field:",
    "key:/data ip~10.0",
    "-runs_on(class:server related(name:a)) is_needed_by()",
    "runs_on(class:server",
    '"runs_on(" name:"a)"',
  ])("writes %s as it was read", (q) => {
    expect(parseQuery(formatQuery(parseQuery(q)))).toEqual(parseQuery(q));
  });

  it("survives an open quotation mark", () => {
    expect(parseQuery('name:"half')).toEqual([
      { kind: "field", negated: false, field: "name", operator: ":", values: ["half"] },
    ]);
    expect(parseQuery('"')).toEqual([{ kind: "text", text: "" }]);
  });

  it("joins a second value of the same field to the first", () => {
    const terms = withTerm(parseQuery("severity:critical disk"), one("severity:major"));
    expect(formatQuery(terms)).toBe("severity:critical,major disk");
    expect(formatQuery(withTerm(terms, one("-severity:warning")))).toBe(
      "severity:critical,major disk -severity:warning",
    );
    expect(formatQuery(withTerm(terms, { kind: "text", text: "disk" }))).toBe("severity:critical,major disk");
  });

  it("keeps a filter of the neighbours in one term", () => {
    expect(parseQuery('-runs_on(class:server related(name:"a b")) x')).toEqual([
      { kind: "relation", negated: true, name: "runs_on", inner: 'class:server related(name:"a b")', closed: true },
      { kind: "text", text: "x" },
    ]);
    expect(parseQuery("runs_on(class:server x")).toEqual([
      { kind: "relation", negated: false, name: "runs_on", inner: "class:server x", closed: false },
    ]);
    const terms = parseQuery("is_needed_by() name:a");
    expect(formatQuery(withTerm(terms, one("is_needed_by()")))).toBe("is_needed_by() name:a");
  });

  it("sets and clears the values of a field", () => {
    const terms = parseQuery("disk state:firing");
    expect(valuesOf(terms, "state")).toEqual(["firing"]);
    expect(formatQuery(withValues(terms, "state", ["unknown", "pending"]))).toBe("disk state:unknown,pending");
    expect(formatQuery(withValues(terms, "state", []))).toBe("disk");
  });
});
