import { expect, test } from "vitest";
import type { DestinationState } from "../../shared/api";
import { fullnessOf, stateOfDestination } from "./destinations";

const FRESH: DestinationState = {
  name: "archive",
  url: "http://archive.example/api/v1/write",
  healthy: true,
  lastError: "",
  lastErrorAt: null,
  failingSince: null,
  shards: 1,
  pending: 0,
  bytesBehind: 0,
  bytesBehindMax: 1000,
  sentTotal: 0,
  failedTotal: 0,
  droppedTotal: 0,
  highestSentMillis: null,
};

test("before its first answer nobody knows how it goes with a destination", () => {
  expect(stateOfDestination(FRESH).word).toBe("Not yet");
  expect(stateOfDestination({ ...FRESH, sentTotal: 5 }).word).toBe("Sending");
  expect(stateOfDestination({ ...FRESH, healthy: false, lastError: "connection refused" }).word).toBe("Failing");
  expect(stateOfDestination({ ...FRESH, sentTotal: 5, lastError: "503 an hour ago" }).word).toBe("Sending");
});

test("what waits is told as a share of the room for it", () => {
  expect(fullnessOf({ ...FRESH, bytesBehind: 250 })).toBe(0.25);
  expect(fullnessOf({ ...FRESH, bytesBehindMax: 0 })).toBe(0);
});
