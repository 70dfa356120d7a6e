import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname);
const LAYERS = ["shared", "entities", "features", "pages", "app"];

const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith(join("shared", "api", "generated")))
  .filter((file) => file !== "architecture.test.ts");

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].flatMap(([, target]) =>
    target === undefined ? [] : [relative(root, resolve(root, dirname(file), target))],
  );
}

const layerOf = (path: string) => LAYERS.indexOf(path.split("/")[0] ?? "");
const sliceOf = (path: string) => path.split("/").slice(0, 2).join("/");

describe("the layers of the console", () => {
  it("import downwards only", () => {
    const upward = sources.flatMap((file) =>
      importsOf(file)
        .filter((target) => layerOf(target) > layerOf(file))
        .map((target) => `${file} -> ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it("keep pages and features apart from one another", () => {
    const across = sources
      .filter((file) => /^(pages|features)\//.test(file))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => layerOf(target) === layerOf(file) && sliceOf(target) !== sliceOf(file))
          .map((target) => `${file} -> ${target}`),
      );
    expect(across).toEqual([]);
  });

  it("leave the generated client to shared/api", () => {
    const outside = sources
      .filter((file) => !file.startsWith("shared/api/"))
      .filter((file) => importsOf(file).some((target) => target.startsWith("shared/api/generated")));
    expect(outside).toEqual([]);
  });

  it("name no colour outside the tokens", () => {
    const colours = readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(tsx|css)$/.test(file) && !/(tokens|mantine)\.css$/.test(file))
      .filter((file) => /#[0-9a-fA-F]{3,8}\b/.test(readFileSync(join(root, file), "utf8")));
    expect(colours).toEqual([]);
  });

  it("stay under 400 lines a file", () => {
    const long = sources.filter((file) => readFileSync(join(root, file), "utf8").split("\n").length > 400);
    expect(long).toEqual([]);
  });
});
