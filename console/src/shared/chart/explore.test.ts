import { describe, expect, it } from "vitest";
import { exploreSearch } from "./explore";

describe("the address of the explorer", () => {
  it("holds each expression in a parameter of its own, with a window that can be read", () => {
    expect(exploreSearch(["up", "rate(x_total[$window])"])).toEqual({ q: "up", q2: "rate(x_total[300s])" });
  });

  it("holds as many as the explorer has room for", () => {
    const search = exploreSearch(["1", "2", "3", "4", "5", "6", "7"]);
    expect(Object.values(search)).toEqual(["1", "2", "3", "4", "5", "6"]);
  });
});
