import { describe, expect, it } from "vitest";
import { openAt, skipTerm, unclosed } from "./scan";

describe("the terms of a filter as the server reads them", () => {
  it.each([
    ["name:a b", "name:a"],
    ['"a b" c', '"a b"'],
    ['name:"say \\" so" c', 'name:"say \\" so"'],
    ["runs_on(class:server name~r7) b", "runs_on(class:server name~r7)"],
    ["-runs_on(related(name:a)) b", "-runs_on(related(name:a))"],
    ['runs_on(name:")") b', 'runs_on(name:")")'],
    ["runs_on(name:a)b", "runs_on(name:a)"],
    ["runs_on(a", "runs_on(a"],
    ["(a b)", "(a"],
  ])("%s begins with %s", (q, term) => {
    expect(q.slice(0, skipTerm(q, 0, 0))).toBe(term);
  });

  it.each([
    ["", 0, []],
    ["class:ser", 0, []],
    ["name:a cla", 7, []],
    ["runs_on(", 8, ["runs_on"]],
    ["a -runs_on(class:ser", 11, ["runs_on"]],
    ["runs_on(related(name:a) cl", 24, ["runs_on"]],
    ["runs_on(related(name:a))", 24, []],
    ['runs_on(name:"a )', 8, ["runs_on"]],
  ])("the end of %s stands in the term from %i, within %j", (q, start, names) => {
    expect(openAt(q)).toEqual({ start, names });
    expect(unclosed(q)).toBe(names.length);
  });
});
