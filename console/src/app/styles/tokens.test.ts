import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");

function paletteOf(scheme: string): Record<string, string> {
  const block = new RegExp(`scheme="${scheme}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? "";
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const STATES = ["critical", "major", "warning", "ok", "info", "maintenance", "unknown"];
const TEXT = 4.5;
const SHAPE = 3;

describe.each(["light", "dark"])("the %s palette", (scheme) => {
  const palette = paletteOf(scheme);
  const ratio = (front: string, back: string) => contrast(palette[front] ?? "", palette[back] ?? "");

  it("has readable text on every ground", () => {
    const fronts = ["text", "muted", "accent"];
    const failing = ["bg", "surface", "raised"].flatMap((back) =>
      fronts.filter((front) => ratio(front, back) < TEXT).map((front) => `${front} on ${back}`),
    );
    expect(failing).toEqual([]);
    expect(ratio("accent-on", "accent")).toBeGreaterThanOrEqual(TEXT);
    expect(ratio("accent", "accent-soft")).toBeGreaterThanOrEqual(TEXT);
    expect(ratio("muted", "sunken")).toBeGreaterThanOrEqual(TEXT);
  });

  it.each(STATES)("has a readable %s", (state) => {
    expect(ratio(`${state}-text`, "surface")).toBeGreaterThanOrEqual(TEXT);
    expect(ratio(`${state}-text`, `${state}-soft`)).toBeGreaterThanOrEqual(TEXT);
    expect(ratio(`${state}-on`, `${state}-fill`)).toBeGreaterThanOrEqual(TEXT);
  });

  it("has borders of controls and series that can be seen", () => {
    expect(ratio("control", "surface")).toBeGreaterThanOrEqual(SHAPE);
    expect(ratio("focus", "surface")).toBeGreaterThanOrEqual(SHAPE);
    const faint = [1, 2, 3, 4, 5, 6, 7, 8].filter((n) => ratio(`series-${n}`, "surface") < SHAPE);
    expect(faint).toEqual([]);
  });

  it("defines the same names as the other", () => {
    expect(Object.keys(palette).sort()).toEqual(Object.keys(paletteOf(scheme === "light" ? "dark" : "light")).sort());
  });
});
