import { describe, expect, it } from "vitest";
import { ALL, addressOf, chosenOf, interpolate, inWords, manyOf, narrowed, questionOf, valuesOf } from "./variables";

const variable = { all: false, selected: [] as string[] };

describe("what is chosen", () => {
  it("is what the address says, else what the author selected, else all, else the first", () => {
    expect(chosenOf(variable, "b,c", ["a"])).toEqual(["b", "c"]);
    expect(chosenOf({ ...variable, selected: ["x"] }, "", ["a"])).toEqual(["x"]);
    expect(chosenOf({ ...variable, all: true }, undefined, ["a"])).toEqual([ALL]);
    expect(chosenOf(variable, undefined, ["a", "b"])).toEqual(["a"]);
    expect(chosenOf(variable, undefined, [])).toEqual([]);
  });

  it("comes back from the address, whatever is in it", () => {
    const values = ["a,b", "50%2C", "plain"];
    expect(valuesOf(addressOf(values))).toEqual(values);
    expect(valuesOf("")).toEqual([]);
  });
});

describe("variables in a query", () => {
  it("are replaced in each way of writing them", () => {
    const text = `a$job b\${job} c[[job]] d\${job:regex} $jobs $other`;
    expect(interpolate(text, { job: ["x"] }, new Set())).toBe("ax bx cx dx $jobs $other");
  });

  it("become a regular expression where several may be chosen", () => {
    const many = manyOf([{ name: "job", multi: true, all: false }]);
    expect(interpolate('x{job=~"$job"}', { job: ["a.b", "c"] }, many)).toBe('x{job=~"(a\\\\.b|c)"}');
    expect(interpolate('x{job=~"$job"}', { job: ["a"] }, many)).toBe('x{job=~"a"}');
    expect(interpolate('x{job=~"$job"}', { job: [ALL] }, many)).toBe('x{job=~".*"}');
  });

  it("are words in a title", () => {
    expect(inWords("Load of $host", { host: ["a", "b"] })).toBe("Load of a + b");
    expect(inWords("Load of $host", { host: [ALL] })).toBe("Load of all");
  });
});

describe("the query of a variable", () => {
  it("is read as Grafana's users write it", () => {
    expect(questionOf('label_values(up{job=~"a,b"}, instance)')).toEqual({
      kind: "values",
      label: "instance",
      selector: 'up{job=~"a,b"}',
    });
    expect(questionOf("label_values(job)")).toEqual({ kind: "values", label: "job", selector: undefined });
    expect(questionOf("label_names()")).toEqual({ kind: "names", selector: undefined });
    expect(questionOf("metrics(node_.*)")).toEqual({ kind: "metrics", pattern: "node_.*" });
    expect(questionOf("query_result(topk(3, up))")).toEqual({ kind: "result", expr: "topk(3, up)" });
    expect(questionOf("SELECT 1")).toBeUndefined();
  });

  it("is narrowed by a pattern, to its group if it has one", () => {
    expect(narrowed(["b10", "b9", "a", "a"], "")).toEqual(["a", "b9", "b10"]);
    expect(narrowed(["db-1:9100", "web-1:9100"], "/(.*):9100/")).toEqual(["db-1", "web-1"]);
    expect(narrowed(["x"], "(")).toEqual([]);
  });
});
