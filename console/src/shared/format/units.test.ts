import { describe, expect, it } from "vitest";
import { formatNumber, formatValue, NO_VALUE, scaleFor, unitWord } from "./units";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("a value with its unit", () => {
  it.each([
    [0, "By", "0 B"],
    [1023, "By", "1,023 B"],
    [1536, "By", "1.5 KiB"],
    [8 * 1024 ** 3, "By", "8 GiB"],
    [1_500_000, "By/s", "1.5 MB/s"],
    [0.31, "1", "31 %"],
    [0.0042, "1", "0.42 %"],
    [1, "ratio", "100 %"],
    [0.0021, "s", "2.1 ms"],
    [-0.0021, "s", "−2.1 ms"],
    [90, "s", "1.5 min"],
    [3.2e9, "Hz", "3.2 GHz"],
    [12, "{packet}/s", "12 packets/s"],
    [3, "{process}", "3 processes"],
    [2.5, undefined, "2.5"],
  ])("%s in %s reads %s", (value, unit, text) => {
    expect(plain(formatValue(value, unit))).toBe(text);
  });

  it("shows a dash where there is no value", () => {
    expect(formatValue(null, "By")).toBe(NO_VALUE);
    expect(formatValue(undefined)).toBe(NO_VALUE);
    expect(formatValue(Number.NaN, "1")).toBe(NO_VALUE);
    expect(formatValue(Number.POSITIVE_INFINITY, "1")).toBe("∞");
  });

  it("keeps three significant digits and groups thousands", () => {
    expect(formatNumber(1234.5)).toBe("1,235");
    expect(formatNumber(99.94)).toBe("99.9");
    expect(formatNumber(99.96)).toBe("100");
    expect(formatNumber(0.01234)).toBe("0.012");
  });
});

describe("the scale of an axis", () => {
  it("follows the largest value of the axis", () => {
    expect(scaleFor("By", 5e9)).toEqual({ factor: 1024 ** 3, label: "GiB" });
    expect(scaleFor("1", 0.9)).toEqual({ factor: 0.01, label: "%" });
    expect(scaleFor("s", 0)).toEqual({ factor: 1, label: "s" });
  });

  it("has a word before there is data", () => {
    expect(unitWord("1")).toBe("%");
    expect(unitWord("{packet}/s")).toBe("packets/s");
    expect(unitWord(undefined)).toBe("");
  });
});
