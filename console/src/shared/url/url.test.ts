import { describe, expect, it } from "vitest";
import { localAddress } from "./local-address";
import { parseSearch, stringifySearch } from "./search";
import { stateOf, withChange } from "./useUrlState";

describe("the search part of an address", () => {
  it("holds plain texts, not JSON", () => {
    expect(parseSearch("?limit=50&q=true&sel=007")).toEqual({ limit: "50", q: "true", sel: "007" });
  });

  it("keeps filters readable", () => {
    expect(stringifySearch({ q: "state:firing,unknown", from: "now-1h" })).toBe("?q=state:firing,unknown&from=now-1h");
  });

  it("leaves out what is empty", () => {
    expect(stringifySearch({ q: "", sel: undefined, tab: null })).toBe("");
  });

  it("comes back as it was written", () => {
    const search = { q: 'name:"a b&c=d" -x:1 ü#?', sort: "-openedAt,severity" };
    expect(parseSearch(stringifySearch(search))).toEqual(search);
  });
});

describe("the state of a page in the address", () => {
  const defaults = { q: "", sort: "-openedAt" };

  it("takes what is there, defaults for the rest, and ignores the unknown", () => {
    expect(stateOf({ q: "x", other: "y" }, defaults)).toEqual({ q: "x", sort: "-openedAt" });
  });

  it("does not write a default", () => {
    expect(withChange({ q: "x", from: "now-1h" }, { q: "" }, defaults)).toEqual({ q: undefined, from: "now-1h" });
  });
});

describe("where to go after signing in", () => {
  it.each(["/overview", "/ci/1?from=now-1h"])("%s is fine", (address) => {
    expect(localAddress(address)).toBe(address);
  });

  it.each([
    undefined,
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "/sign-in?next=/",
  ])("%s is refused", (address) => {
    expect(localAddress(address)).toBeUndefined();
  });
});
