import { describe, expect, it } from "vitest";
import { csvOf, toCsv } from "./csv";

describe("CSV", () => {
  it("has a row for each instant and an empty field for a gap", () => {
    const data = { times: [0, 10], series: [{ label: "a,b", values: [1, null] }] };
    expect(toCsv(data, "B", String)).toBe('time,"a,b [B]"\r\n0,1\r\n10,\r\n');
  });

  it("never hands a formula to a spreadsheet", () => {
    expect(csvOf([["=1+1", "-2", "-x", 'say "hi"']])).toBe('\'=1+1,-2,\'-x,"say ""hi"""\r\n');
  });
});
