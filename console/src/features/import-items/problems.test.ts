import { expect, test } from "vitest";
import { problemOf } from "./problems";

const columnOf = (column: string) => (column === "cpu_count" ? "CPUs" : column);

test.each([
  [
    "line 3, column cpu_count: expected a number: 8",
    { place: "line 3", column: "CPUs", words: "expected a number: 8" },
  ],
  [
    "item 12, line 40, attributes.owner: expected a text: none",
    { place: "item 12, line 40", column: "attributes.owner", words: "expected a text: none" },
  ],
  ["item 2, line 3: no class", { place: "item 2, line 3", column: "", words: "no class" }],
  [
    "item 2, relations.runs_on: is no relation",
    { place: "item 2", column: "relations.runs_on", words: "is no relation" },
  ],
  ["dcim.device 5 has no site", { place: "", column: "", words: "dcim.device 5 has no site" }],
])("%s", (text, problem) => {
  expect(problemOf(text, columnOf)).toEqual(problem);
});
