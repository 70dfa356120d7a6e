import { expect, test } from "vitest";
import { problemOf } from "./problems";

const columnOf = (column: string) => (column === "cpu_count" ? "CPUs" : column);

test.each([
  [
    "line 3, column cpu_count: expected a number: 8",
    { place: "line 3", column: "CPUs", words: "expected a number: 8" },
  ],
  ["item 12, attribute owner: too long", { place: "item 12", column: "owner", words: "too long" }],
  ["document 2: no class", { place: "document 2", column: "", words: "no class" }],
  ["dcim.device 5 has no site", { place: "", column: "", words: "dcim.device 5 has no site" }],
])("%s", (text, problem) => {
  expect(problemOf(text, columnOf)).toEqual(problem);
});
