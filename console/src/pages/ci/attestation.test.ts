import { expect, test } from "vitest";
import { attestationState, spanMillis } from "./attestation";

const NOW = Date.parse("2026-11-23T12:00:00Z");

test("a span is read as the server writes it", () => {
  expect(spanMillis("180d")).toBe(180 * 86_400_000);
  expect(spanMillis("1w2d")).toBe(9 * 86_400_000);
  expect(spanMillis("1h30m")).toBe(5_400_000);
});

test("an attestation holds as long as the class says", () => {
  expect(attestationState(undefined, "30d", NOW)).toBe("never");
  expect(attestationState("2026-11-01T12:00:00Z", "30d", NOW)).toBe("holds");
  expect(attestationState("2026-10-01T12:00:00Z", "30d", NOW)).toBe("due");
  expect(attestationState("2020-10-01T12:00:00Z", undefined, NOW)).toBe("holds");
});
