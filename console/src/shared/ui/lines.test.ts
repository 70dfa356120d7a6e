import { describe, expect, it } from "vitest";
import { linesOf } from "./lines";

const words = (before: string, after: string) =>
  linesOf(before, after).map(({ kind, text }) => `${{ same: " ", added: "+", removed: "-" }[kind]}${text}`);

describe("two texts as one", () => {
  it("shows what one of them has alone", () => {
    expect(words("a\nb\nc\n", "a\nx\nc\nd\n")).toEqual([" a", "-b", "+x", " c", "+d"]);
  });

  it("shows equal texts as they are", () => {
    expect(words("a\nb", "a\nb")).toEqual([" a", " b"]);
  });
});
