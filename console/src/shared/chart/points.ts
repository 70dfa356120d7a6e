/**
 * The store keeps points of five minutes and of an hour, made of the samples. A chart whose step is as coarse as they are
 * is drawn from them: a query over a year reads a fraction, and on whole steps they are exact.
 */

const FINEST_POINTS_SECONDS = 300;

export type Resolution = "raw" | "auto";

/** From what to answer a query of that step: for a finer one there are samples only. */
export function resolutionFor(stepSeconds: number): Resolution {
  return stepSeconds >= FINEST_POINTS_SECONDS ? "auto" : "raw";
}

const USED = /answered from points of (\S+)/;

/** What to say of answers that came from points, by their `infos`; undefined when all of them came from samples. */
export function pointsUsed(infos: readonly string[]): string | undefined {
  const used = new Set(infos.flatMap((info) => USED.exec(info)?.[1] ?? []));
  return used.size === 0 ? undefined : `from points of ${[...used].sort((a, b) => minutes(a) - minutes(b)).join(", ")}`;
}

function minutes(resolution: string): number {
  return Number.parseInt(resolution, 10) * (resolution.endsWith("h") ? 60 : 1);
}
