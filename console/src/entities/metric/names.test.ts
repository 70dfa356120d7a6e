import { describe, expect, it } from "vitest";
import { seriesNames } from "./names";

const series = (metric: Record<string, string>) => ({ metric });

describe("the names of series", () => {
  it("say what tells them apart", () => {
    const two = [series({ job: "a", mode: "idle" }), series({ job: "a", mode: "user" })];
    expect(seriesNames(two, "x")).toEqual(["idle", "user"]);
    const more = [series({ job: "a", mode: "idle" }), series({ job: "b", mode: "user" })];
    expect(seriesNames(more, "x")).toEqual(["job=a mode=idle", "job=b mode=user"]);
  });

  it("are the metric's, or the expression's, of one that stands alone", () => {
    expect(seriesNames([series({ __name__: "up", job: "a" })], "up")).toEqual(["up"]);
    expect(seriesNames([series({})], "sum(up)")).toEqual(["sum(up)"]);
    expect(seriesNames([], "up")).toEqual([]);
  });

  it("differ although one has a label more", () => {
    const names = seriesNames([series({ a: "1" }), series({ a: "1", b: "2" })], "x");
    expect(new Set(names).size).toBe(2);
  });
});
