import { describe, expect, it } from "vitest";
import { folded, linesOf } from "./lines";

const words = (before: string, after: string) =>
  linesOf(before, after).map(({ kind, text }) => `${{ same: " ", added: "+", removed: "-" }[kind]}${text}`);

describe("two texts as one", () => {
  it("shows what one of them has alone", () => {
    expect(words("a\nb\nc\n", "a\nx\nc\nd\n")).toEqual([" a", "-b", "+x", " c", "+d"]);
  });

  it("shows equal texts as they are", () => {
    expect(words("a\nb", "a\nb")).toEqual([" a", " b"]);
  });

  it("knows what repeats at both ends", () => {
    expect(words("a\na", "a\na\na")).toEqual([" a", " a", "+a"]);
    expect(words("", "x")).toEqual(["-", "+x"]);
  });

  it("shows of texts too long to compare all that goes and all that comes", () => {
    const many = (name: string) => Array.from({ length: 3000 }, (_, index) => `${name}${index}`).join("\n");
    const lines = words(`same\n${many("a")}`, `same\n${many("b")}`);
    expect(lines.slice(0, 2)).toEqual([" same", "-a0"]);
    expect(lines.slice(-1)).toEqual(["+b2999"]);
  });

  it("leaves out what is far from any difference", () => {
    const text = Array.from({ length: 20 }, (_, index) => `${index}`).join("\n");
    const shown = folded(linesOf(text, text.replace("10", "x"))).map((one) =>
      "count" in one ? `(${one.count})` : one.text,
    );
    expect(shown).toEqual(["(7)", "7", "8", "9", "10", "x", "11", "12", "13", "(6)"]);
  });
});
