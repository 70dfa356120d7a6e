import { describe, expect, it } from "vitest";
import { summarise } from "./summary";

const plain = (text: string) => text.replaceAll("\u00a0", " ");
const clock = (seconds: number) => `t${seconds}`;

describe("the sentence of a chart", () => {
  it("says where the values are and whether a limit was crossed", () => {
    const data = { times: [0, 10, 20], series: [{ label: "cpu", values: [0.1, 0.97, null] }] };
    const limits = [
      { value: 0.9, words: "critical above 90 %", direction: "above" as const, state: "critical" as const },
    ];
    expect(plain(summarise("CPU", "1", data, limits, clock))).toBe(
      "CPU from t0 to t20: now 97 %, between 10 % and 97 % (at t10); critical above 90 %: crossed.",
    );
  });

  it("names series when there are several and counts the rest", () => {
    const data = { times: [0], series: ["a", "b", "c", "d"].map((label) => ({ label, values: [1] })) };
    expect(plain(summarise("Load", undefined, data, [], clock))).toMatch(/a now 1, .*; and 1 more series\.$/);
  });

  it("says that there is no data", () => {
    expect(summarise("CPU", "1", { times: [0], series: [{ label: "x", values: [null] }] }, [], clock)).toBe(
      "CPU: no data in this time range.",
    );
  });
});
