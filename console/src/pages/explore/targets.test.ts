import { describe, expect, it } from "vitest";
import { countsOf, poolsOf, secondsOf, type Target } from "./targets";

const target = (scrapePool: string, instance: string, health: Target["health"], lastError = ""): Target => ({
  scrapePool,
  scrapeUrl: `http://${instance}/metrics`,
  labels: { job: scrapePool, instance },
  discoveredLabels: {},
  health,
  lastError,
  lastScrape: "2026-11-26T12:00:00Z",
  lastScrapeDuration: 0.01,
  scrapeInterval: "15s",
});

const ACTIVE = [
  target("node", "b:9100", "up"),
  target("node", "a:9100", "up"),
  target("node", "c:9100", "down", "connection refused"),
  target("api", "x:80", "unknown"),
];

const shown = (words: string, health: string) =>
  poolsOf({ active: ACTIVE, dropped: { node: 7 } }, words, health).map(({ name, targets }) => [
    name,
    ...targets.map(({ labels }) => labels.instance),
  ]);

describe("the pools of targets", () => {
  it("stand by name, with what is down first", () => {
    expect(shown("", "")).toEqual([
      ["api", "x:80"],
      ["node", "c:9100", "a:9100", "b:9100"],
    ]);
  });

  it("are narrowed by health and by words, of labels and errors too", () => {
    expect(shown("", "up")).toEqual([["node", "a:9100", "b:9100"]]);
    expect(shown("REFUSED node", "")).toEqual([["node", "c:9100"]]);
    expect(shown("instance=a", "")).toEqual([["node", "a:9100"]]);
    expect(shown("nowhere", "")).toEqual([]);
  });

  it("count what is up of all, whatever is shown", () => {
    const [pool] = poolsOf({ active: ACTIVE, dropped: { node: 7 } }, "refused", "");
    expect([pool?.up, pool?.dropped]).toEqual([2, 7]);
    expect(countsOf(ACTIVE)).toEqual({ up: 2, down: 1, unknown: 1 });
  });
});

it("a duration is written as everywhere else", () => {
  expect(["1s", "1m30s", "500ms", "1h"].map(secondsOf)).toEqual([1, 90, 0.5, 3600]);
});
