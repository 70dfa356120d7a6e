import { queryOptions } from "@tanstack/react-query";
import type { Labels } from "../../entities/metric";
import { getTargets } from "../../shared/api";
import type { StateName } from "../../shared/ui";

/** A target as `/api/v1/targets` answers it, in Prometheus' own form. */
export interface Target {
  readonly scrapePool: string;
  readonly scrapeUrl: string;
  readonly labels: Labels;
  readonly discoveredLabels: Labels;
  readonly health: "up" | "down" | "unknown";
  readonly lastError: string;
  readonly lastScrape: string;
  /** Seconds. */
  readonly lastScrapeDuration: number;
  readonly scrapeInterval: string;
}

export interface Pool {
  readonly name: string;
  readonly targets: readonly Target[];
  readonly up: number;
  /** How many targets were found and left out by the relabelling rules. */
  readonly dropped: number;
}

export interface Targets {
  readonly active: readonly Target[];
  readonly dropped: Readonly<Record<string, number>>;
}

const REFRESH_MILLIS = 10_000;

export const targetsQuery = queryOptions({
  queryKey: ["targets"],
  queryFn: async ({ signal }): Promise<Targets> => {
    const { data } = (await getTargets({ query: { state: "active" }, signal })) as {
      data?: { activeTargets?: readonly Target[]; droppedTargetCounts?: Record<string, number> };
    };
    return { active: data?.activeTargets ?? [], dropped: data?.droppedTargetCounts ?? {} };
  },
  refetchInterval: REFRESH_MILLIS,
});

export const HEALTHS: Readonly<Record<Target["health"], { state: StateName; word: string }>> = {
  down: { state: "critical", word: "Down" },
  unknown: { state: "unknown", word: "Not yet" },
  up: { state: "ok", word: "Up" },
};

const RANK: Readonly<Record<Target["health"], number>> = { down: 0, unknown: 1, up: 2 };

/** The pools with the targets that match, what is down first; a pool without any is left out. */
export function poolsOf({ active, dropped }: Targets, words: string, health: string): Pool[] {
  const names = [...new Set(active.map(({ scrapePool }) => scrapePool))].sort();
  return names.flatMap((name) => {
    const all = active.filter(({ scrapePool }) => scrapePool === name);
    const shown = all.filter((target) => matches(target, words) && (health === "" || target.health === health));
    const sorted = shown.sort(
      (a, b) => RANK[a.health] - RANK[b.health] || (a.scrapeUrl < b.scrapeUrl ? -1 : a.scrapeUrl > b.scrapeUrl ? 1 : 0),
    );
    const up = all.filter((target) => target.health === "up").length;
    return shown.length === 0 ? [] : [{ name, targets: sorted, up, dropped: dropped[name] ?? 0 }];
  });
}

/** Every word must stand somewhere: in the address, a label's value or the last error. */
function matches({ scrapeUrl, labels, lastError }: Target, words: string): boolean {
  const text = [scrapeUrl, lastError, ...Object.entries(labels).map(([name, value]) => `${name}=${value}`)]
    .join(" ")
    .toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/** The seconds of a duration as Prometheus writes it: `1m30s`. */
export function secondsOf(duration: string): number {
  return [...duration.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, count, unit = ""]) => sum + Number(count) * (SECONDS[unit] ?? 0),
    0,
  );
}

export function countsOf(active: readonly Target[]): Readonly<Record<Target["health"], number>> {
  const counts = { up: 0, down: 0, unknown: 0 };
  for (const { health } of active) counts[health]++;
  return counts;
}
