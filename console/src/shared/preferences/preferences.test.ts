import { expect, it } from "vitest";
import { parsePreferences } from "./preferences";

it("what is stored is taken, what is damaged falls back", () => {
  expect(parsePreferences('{"theme":"dark","railFolded":true,"letterKeys":false}')).toEqual({
    theme: "dark",
    railFolded: true,
    letterKeys: false,
  });
  const defaults = { theme: "system", railFolded: false, letterKeys: true };
  for (const damaged of [null, "", "{", "[]", '{"theme":"pink","railFolded":"yes"}']) {
    expect(parsePreferences(damaged)).toEqual(defaults);
  }
});
