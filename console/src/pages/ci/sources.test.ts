import { expect, test } from "vitest";
import type { Attribute, Resolution, ResolutionCandidate } from "../../shared/api";
import { lostWords, valueWords, whyWords } from "./sources";

const said = (source: string, value: unknown, rank: number, weight: number): ResolutionCandidate => ({
  rank,
  weight,
  statement: {
    record: "r",
    source,
    scope: "s",
    value,
    sureness: 1,
    since: "2026-05-01T10:00:00Z",
    lastSeen: "2026-05-01T10:00:00Z",
  },
});

const resolution = (mode: Resolution["mode"], ...candidates: ResolutionCandidate[]): Resolution => ({
  attribute: "cpu_count",
  mode,
  candidates,
});

test("what one source says alone has no rival", () => {
  expect(whyWords(resolution("overwrite", said("host", 8, 0, 1)))).toBe("nobody else says anything");
});

test("why a value counts is told by the mode that decided", () => {
  const both = [said("host", 8, 0, 1), said("netbox", 4, 2, 0.25)] as const;
  expect(whyWords(resolution("overwrite", ...both))).toBe("weighs 1 against 0.25");
  expect(whyWords(resolution("locked", ...both))).toBe("most trusted for it");
  expect(whyWords(resolution("locked", said("host", 8, 0, 1), said("host", 4, 0, 1)))).toBe(
    "newest of the equally trusted",
  );
  expect(whyWords(resolution("fill_if_empty", ...both))).toBe("it was first");
});

test("lost is what differs", () => {
  const all = resolution("overwrite", said("host", 8, 0, 1), said("netbox", 4, 2, 0.25), said("csv", 8, 3, 0.1));
  expect(lostWords(all)).toBe("4 (netbox)");
  expect(valueWords(said("host", ["10.0.0.1", "10.0.0.2"], 0, 1))).toBe("10.0.0.1, 10.0.0.2");
});

test("sizes are told with their unit", () => {
  const memory = { name: "memory_size", label: "Memory", type: "bytes" } as Attribute;
  const all = resolution("overwrite", said("host", 68_719_476_736, 0, 1), said("netbox", 34_359_738_368, 1, 0.5));
  expect(valueWords(all.candidates[0], memory)).toBe("64\u00a0GiB");
  expect(lostWords(all, memory)).toBe("32\u00a0GiB (netbox)");
});
