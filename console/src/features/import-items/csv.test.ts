import { describe, expect, test } from "vitest";
import { parseCsv, readCsv, writeCsv } from "./csv";

const bytes = (...values: number[]) => new Uint8Array(values).buffer;

describe("a table", () => {
  test("is read with whatever separates its cells", () => {
    expect(parseCsv("a;b,c;d\n1;2;3\n")).toEqual({
      separator: ";",
      header: ["a", "b,c", "d"],
      records: [["1", "2", "3"]],
    });
    expect(parseCsv("a\tb\r\n1\t2").records).toEqual([["1", "2"]]);
  });

  test("keeps quotes, line ends within them, and empty lines", () => {
    const text = 'a,b\n"x ""y""","1\n2"\n\n3,\n';
    const table = parseCsv(text);
    expect(table.records).toEqual([['x "y"', "1\n2"], [""], ["3", ""]]);
    expect(writeCsv(table.separator, [table.header, ...table.records])).toBe(text);
  });

  test("says where a quote is open, and what is no text", () => {
    expect(() => parseCsv('a,b\n1,2\n3,"4\n5')).toThrow("Line 3: the quote");
    expect(() => readCsv(bytes(0x61, 0xff))).toThrow("UTF-8");
    expect(readCsv(bytes(0xef, 0xbb, 0xbf, 0x61)).header).toEqual(["a"]);
  });
});
