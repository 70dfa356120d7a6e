import { expect, test } from "vitest";
import { partsOf } from "./parts";

const readings = (...values: number[]) => values.map((value, index) => ({ name: `s${index}`, value }));

test("parts are shares of the sum of what is above nothing", () => {
  expect(partsOf(readings(6, 2, 0, -4)).map(({ name, share }) => [name, share])).toEqual([
    ["s0", 0.75],
    ["s1", 0.25],
  ]);
  expect(partsOf([])).toEqual([]);
});

test("beyond the colours that can be told apart, the rest is one part", () => {
  const parts = partsOf(readings(...Array.from({ length: 12 }, (_, index) => 12 - index)));
  expect(parts).toHaveLength(8);
  expect(parts.at(-1)).toEqual({ name: "5 others", value: 15, share: 15 / 78, isRest: true });
});
