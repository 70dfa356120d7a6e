import { describe, expect, it } from "vitest";
import { exemplarsOf, instantOf, metadataOf, seriesText } from "./answers";

const answer = (resultType: string, result: unknown, rest: object = {}) => ({
  status: "success",
  data: { resultType, result },
  ...rest,
});

describe("the answer of an instant query", () => {
  it("has a row for each series, and what was to be said of it", () => {
    const { rows, warnings, infos } = instantOf(
      answer("vector", [{ metric: { __name__: "up", job: "a" }, value: [1, "0.5"] }], { infos: ["careful"] }),
    );
    expect(rows).toEqual([{ metric: { __name__: "up", job: "a" }, value: 0.5 }]);
    expect([warnings, infos]).toEqual([[], ["careful"]]);
  });

  it("has a row for a scalar, a text, a histogram and a range", () => {
    expect(instantOf(answer("scalar", [1, "7"])).rows[0]?.value).toBe(7);
    expect(instantOf(answer("string", [1, "seven"])).rows[0]?.words).toBe("seven");
    const histogram = { metric: {}, histogram: [1, { count: "4", sum: "2.5" }] };
    expect(instantOf(answer("vector", [histogram])).rows[0]?.words).toBe("histogram: 4 observations, sum 2.5");
    const range = {
      metric: {},
      values: [
        [1, "1"],
        [2, "3"],
      ],
    };
    expect(instantOf(answer("matrix", [range])).rows[0]).toMatchObject({ value: 3, words: "3 (last of 2)" });
  });
});

describe("exemplars and metadata", () => {
  it("are read from Prometheus' form", () => {
    const data = [{ seriesLabels: { a: "b" }, exemplars: [{ labels: { trace_id: "x" }, value: "6", timestamp: 1.5 }] }];
    expect(exemplarsOf({ data })).toEqual([{ labels: { trace_id: "x" }, series: { a: "b" }, value: 6, at: 1500 }]);
    const first = { type: "gauge", help: "Is it up", unit: "" };
    expect(metadataOf({ data: { up: [first], none: [] } })).toEqual(new Map([["up", first]]));
  });
});

describe("a series as text", () => {
  it("is written as PromQL writes it", () => {
    expect(seriesText({ __name__: "up", job: 'a"b' })).toBe('up{job="a\\"b"}');
    expect(seriesText({ __name__: "up" })).toBe("up");
    expect(seriesText({})).toBe("{}");
  });
});
