import { expect, test } from "vitest";
import type { CiClass, ClassCount } from "../../shared/api";
import { classWords } from "./impact";

const classes = [
  { name: "server", label: "Server", plural: "Servers" },
  { name: "application", label: "Application", plural: "Applications" },
] as CiClass[];
const count = (ciClass: string, items: number): ClassCount => ({ ciClass, items, down: items, degraded: 0 });

test("classes are counted, what there is most of first", () => {
  expect(classWords([], classes)).toBe("");
  expect(classWords([count("server", 1), count("application", 1200)], classes)).toBe("1,200 applications, 1 server");
  const many = ["a_a", "b", "c", "d", "e", "f"].map((name) => count(name, 2));
  expect(classWords(many, classes)).toBe("2 a a, 2 b, 2 c, 2 d and 4 others");
});
