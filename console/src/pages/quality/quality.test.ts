import { expect, test } from "vitest";
import type { ClassQuality } from "../../shared/api";
import { ageWords, isAttestable, scoreWords } from "./quality";

const quality = (score: number | null, items: number) => ({ score, items }) as ClassQuality;

test("of nothing is unknown, not perfect", () => {
  expect(scoreWords(quality(null, 0))).toBe("There is no item of this class.");
  expect(scoreWords(quality(null, 3))).toBe("Nothing is required or expected of this class.");
  expect(scoreWords(quality(0.999, 3))).toBe("99 % of what is required or expected is known.");
});

test("spans of time are told by their ends", () => {
  const words = (from: string | null, to: string | null) => ageWords({ from, to, count: 0, q: "" });
  expect(words(null, "1h")).toBe("less than 1h ago");
  expect(words("1h", "1d")).toBe("1h to 1d ago");
  expect(words("30d", null)).toBe("more than 30d ago");
});

test("as many are attested at once as somebody may have looked at", () => {
  const finding = (rule: string, count: number) => ({ rule, count, title: "", why: "", q: "" });
  expect(isAttestable(finding("never_attested", 1_000))).toBe(true);
  expect(isAttestable(finding("never_attested", 1_001))).toBe(false);
  expect(isAttestable(finding("attestation_due", 0))).toBe(false);
  expect(isAttestable(finding("unowned", 5))).toBe(false);
});
